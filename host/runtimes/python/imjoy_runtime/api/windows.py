"""`api.createWindow` and `getWindow`."""

from wit_world.imports import windows

from ..errors import ApiError, awaited
from ..values.encode import encode
from ..values.window_object import WindowObject
from .arguments import cells, options_of, text
from .plugins import is_source, load, page_address


async def createWindow(window=None, extra=None, **options):
    """Opens a window of an internal type such as `imjoy/image`, or of a window plugin; the fields of
    `extra` are added to those of `window`."""
    if isinstance(window, str):
        window = {"src" if is_source(window) else "type": window}
    window = options_of("createWindow", window, options_of("createWindow", extra, options))
    window_type = window.get("type")
    source = window.get("src")
    if source and not str(window_type).startswith("imjoy/"):
        window_type = page_address(str(source)) or await load(source, window.get("tag"))
    if window_type is None:
        window_type = "imjoy/joy" if window.get("ui") is not None else None
    if not isinstance(window_type, str):
        raise ApiError("createWindow needs the `type` of the window, a text such as 'imjoy/image'", "invalid")
    data = window.get("data")
    config = window.get("config")
    handle = await awaited(
        windows.create_window(
            windows.WindowOptions(
                text(window.get("name")),
                text(window_type),
                *(cells("createWindow", name, window.get(name)) for name in ("w", "h", "x", "y")),
                None if data is None else encode(data),
                None if config is None else encode(config),
            )
        )
    )
    return WindowObject(handle)


async def getWindow(query=None, **options):
    """An open window by its name, or by `window_id`, `plugin_id`, `name` or `type`; None if there is none."""
    if isinstance(query, str):
        query = {"name": query}
    elif isinstance(query, int):
        query = {"window_id": query}
    query = options_of("getWindow", query, options)
    number = query.get("window_id", query.get("id"))
    try:
        number = None if number is None else int(number)
    except (TypeError, ValueError):
        number = -1
    if number is not None and not 0 <= number < 2**64:
        return None
    handle = await awaited(
        windows.get_window(
            windows.WindowQuery(
                text(query.get("name")), number, text(query.get("plugin_id")), text(query.get("type"))
            )
        )
    )
    return None if handle is None else WindowObject(handle)
