"""An open window, as `api.createWindow` and `api.getWindow` give it."""

import inspect

from wit_world.imports import types

from ..errors import ApiError, awaited, called
from ..scheduling.promise import promised
from . import decode, encode
from .functions import own_functions
from .record import Record


class WindowObject:
    """A window: `run` updates it, `on` listens to it, further names call its window plugin."""

    __module__ = "imjoy"

    def __init__(self, handle):
        self._handle = handle
        # Handlers that were added through this object: the host removes all of an event.
        self._handlers = {}

    @property
    def id(self):
        """The host's id of the window."""
        return self._handle.id()

    @property
    def name(self):
        """The window's name."""
        return self._handle.name()

    @property
    def config(self):
        """What identifies the window: `id`, `window_id`, `name`, `plugin_id`."""
        number = self._handle.id()
        return Record(id=number, window_id=number, name=self._handle.name(), plugin_id=self._handle.plugin_id())

    @promised
    async def run(self, update=None, **options):
        """Gives the window new `data`, `config` or `name`."""
        update = encode.encode({**_record(update, "run"), **options})
        return decode.decode(await awaited(self._handle.run(update)))

    @promised
    async def on(self, event, handler, fire_if_emitted=False):
        """Calls `handler` with the data of each `event`; it may take none."""
        given = event_handler(handler)
        self._add(event, given, fire_if_emitted)
        self._handlers.setdefault(event, []).append((handler, given))

    def _add(self, event, given, fire_if_emitted):
        called(self._handle.on, event, own_functions.give(given), bool(fire_if_emitted))

    def onclose(self, handler):
        """Calls `handler` when the window closes."""
        return self.on("close", handler)

    onClose = onclose

    @promised
    async def off(self, event, handler=None):
        """Removes one handler of `event`, or all of them."""
        left = [known for known in self._handlers.pop(event, []) if handler is not None and known[0] != handler]
        called(self._handle.off, event)
        for _, given in left:
            self._add(event, given, False)
        if left:
            self._handlers[event] = left

    @promised
    async def emit(self, event, data=None):
        """Emits an event and awaits its handlers."""
        await awaited(self._handle.emit(event, encode.encode(data)))

    @promised
    async def close(self):
        """Closes the window."""
        await awaited(self._handle.close())

    @promised
    async def refresh(self):
        """Has the contents drawn anew."""
        await awaited(self._handle.refresh())

    @promised
    async def resize(self, rectangle=None, **options):
        """Moves and resizes the window to `x`, `y`, `w`, `h` in grid cells; by default as the host chooses."""
        rectangle = {**_record(rectangle, "resize"), **options}
        await awaited(self._handle.resize(_rectangle(rectangle) if rectangle else None))

    @promised
    async def focus(self):
        """Brings the window to the front."""
        await awaited(self._handle.focus())

    @promised
    async def show(self):
        """Shows the hidden window."""
        await awaited(self._handle.show())

    @promised
    async def hide(self):
        """Hides the window."""
        await awaited(self._handle.hide())

    @promised
    async def setContent(self, content):
        """Replaces the content by a tree of elements."""
        await awaited(self._handle.set_content(encode.encode(content)))

    @promised
    async def changeContent(self, changes):
        """Changes single elements of the content, by their ids."""
        await awaited(self._handle.change_content(encode.encode(changes)))

    set_content = setContent
    change_content = changeContent

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return WindowFunction(self._handle, name)

    def __getitem__(self, name):
        return getattr(self, name)

    def __repr__(self):
        return f"<window {self._handle.name()!r}>"

    def _to_attachment(self):
        return types.Attachment_Window(self._handle.clone())


class WindowFunction:
    """A function of the window plugin in a window."""

    __module__ = "imjoy"

    def __init__(self, handle, name):
        self._handle = handle
        self._name = name

    @promised
    async def __call__(self, *arguments, **options):
        arguments = encode.encode_arguments(arguments, options)
        return decode.decode(await awaited(self._handle.call(self._name, arguments)))


def event_handler(handler):
    """The handler as the host calls it, with the event's data, which it need not take."""
    if not callable(handler):
        raise ApiError(f"the handler of an event must be a function, not {type(handler).__name__}", "invalid")
    return handler if takes_arguments(handler) else lambda *_: handler()


def takes_arguments(function):
    """Whether a function can be called with one argument."""
    try:
        inspect.signature(function).bind(None)
    except TypeError:
        return False
    except ValueError:
        # Built-in functions without a signature.
        return True
    return True


def _record(value, function):
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ApiError(f"{function} of a window takes a dict, not {type(value).__name__}", "invalid")
    return value


def _rectangle(record):
    sides = [record.get(name) for name in ("x", "y", "w", "h")]
    if not all(isinstance(side, int) and 0 <= side < 2**32 for side in sides):
        raise ApiError("resize takes x, y, w and h, each a whole number of grid cells", "invalid")
    return types.Rectangle(*sides)
