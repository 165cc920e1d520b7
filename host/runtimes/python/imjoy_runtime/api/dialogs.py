"""`api.alert`, `confirm`, `prompt`, `showDialog`, `showFileDialog`."""

from wit_world.imports import dialogs

from ..errors import ApiError, awaited
from ..plugin.source import api_version_is_after
from ..values.decode import decode
from ..values.encode import encode
from ..values.record import Record
from .arguments import cells, choice, options_of, text

_FILE_TYPES = {
    None: dialogs.FileDialogType.ANY,
    "any": dialogs.FileDialogType.ANY,
    "file": dialogs.FileDialogType.FILE,
    "directory": dialogs.FileDialogType.DIRECTORY,
}
_MODES = {
    None: dialogs.FileDialogMode.SINGLE_OR_MULTIPLE,
    "single": dialogs.FileDialogMode.SINGLE,
    "multiple": dialogs.FileDialogMode.MULTIPLE,
    "single|multiple": dialogs.FileDialogMode.SINGLE_OR_MULTIPLE,
}
_URI_TYPES = {None: dialogs.UriType.PATH, "path": dialogs.UriType.PATH, "url": dialogs.UriType.URL}
_ACCESSES = {
    None: dialogs.FileAccess.READ,
    "read": dialogs.FileAccess.READ,
    "read-write": dialogs.FileAccess.READ_WRITE,
}


async def alert(message=None, **options):
    """Shows a message and waits for OK."""
    await awaited(dialogs.alert(_message(message, options)))


async def confirm(message=None, **options):
    """Asks a question: True for OK, False for Cancel."""
    return await awaited(dialogs.confirm(_message(message, options)))


async def prompt(message=None, default=None, **options):
    """Asks for a text. Cancel raises an error with the code `cancelled`."""
    if isinstance(message, (int, float)) or (message is None and not options):
        raise ApiError("unsupported prompt arguments", "invalid")
    named = message if isinstance(message, dict) else options
    placeholder = text(named.get("placeholder"))
    return await awaited(dialogs.prompt(_message(message, options), placeholder, text(default)))


async def showDialog(dialog=None, **options):
    """Shows a form and gives its answers by their ids.

    Cancel raises an error with the code `cancelled`; with an `api_version` after 0.1.6 it gives
    None.
    """
    dialog = options_of("showDialog", dialog, options)
    window_type = dialog.get("type")
    if window_type in ("joy", "imjoy/joy"):
        window_type = None
    record = dialogs.Dialog(
        text(dialog.get("name") or dialog.get("title")),
        encode(dialog.get("ui", "")),
        text(window_type),
        _optional_value(dialog.get("data")),
        _optional_value(dialog.get("config")),
        cells("showDialog", "w", dialog.get("w")),
        cells("showDialog", "h", dialog.get("h")),
    )
    try:
        return decode(await awaited(dialogs.show_dialog(record)))
    except ApiError as error:
        if error.code == "cancelled" and window_type is None and api_version_is_after("0.1.6"):
            return None
        raise


async def showFileDialog(options=None, **named):
    """Lets the user choose files or folders; without `type` both.

    Gives a path, or a list of paths if several were chosen; Cancel raises an error with the code
    `cancelled`. With an `api_version` after 0.1.3 it gives records of `path` (or `url`) instead
    and None on Cancel, from 0.1.8 on always a list.
    """
    options = options_of("showFileDialog", options, named)
    uri_type = options.get("uri_type")
    if uri_type not in _URI_TYPES:
        raise ApiError(f"unsupported uri_type: {uri_type}", "invalid")
    wanted = dialogs.FileDialog(
        choice("showFileDialog", "type", options.get("type"), _FILE_TYPES),
        text(options.get("title")),
        text(options.get("root")),
        choice("showFileDialog", "mode", options.get("mode"), _MODES),
        _URI_TYPES[uri_type],
        choice("showFileDialog", "access", options.get("access"), _ACCESSES),
    )
    gives_list = api_version_is_after("0.1.7")
    try:
        chosen = decode(await awaited(dialogs.show_file_dialog(wanted)))
    except ApiError as error:
        if error.code == "cancelled" and api_version_is_after("0.1.3"):
            return [] if gives_list else None
        raise
    if not api_version_is_after("0.1.3"):
        return chosen
    field = "url" if uri_type == "url" else "path"
    records = [Record({field: place, "type": "imjoy/url"}) for place in _as_list(chosen)]
    return records if gives_list or isinstance(chosen, list) else records[0]


def _message(message, options):
    """The text of a dialog: a plain text, or a record whose `content` is HTML."""
    if isinstance(message, dict):
        options = {**message, **options}
        message = None
    content = options.get("content", message)
    is_html = message is None and "content" in options
    return dialogs.Message(
        text(options.get("title")),
        text("" if content is None else content),
        dialogs.TextFormat.HTML if is_html else dialogs.TextFormat.PLAIN,
        text(options.get("confirm_text")),
        text(options.get("cancel_text")),
    )


def _optional_value(value):
    return None if value is None else encode(value)


def _as_list(value):
    return value if isinstance(value, list) else [value]
