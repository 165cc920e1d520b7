"""`api.on`, `off`, `emit`: events within the plugin."""

import inspect

from ..plugin.exports import exports
from ..values.window_object import event_handler

_handlers = {}
_kept = {}


async def on(event, handler, fire_if_emitted=False):
    """Calls `handler` with the data of each `event` that the plugin emits."""
    handler = event_handler(handler)
    _handlers.setdefault(event, []).append(handler)
    if fire_if_emitted and event in _kept:
        await _carry_out(handler, _kept.pop(event))


async def off(event, handler=None):
    """Removes the handlers of `event`."""
    _handlers.pop(event, None)


async def emit(event, data=None):
    """Emits an event; ends when its handlers have."""
    handlers = _handlers.get(event)
    if not handlers:
        _kept[event] = data
        return
    for handler in list(handlers):
        await _carry_out(handler, data)


async def _carry_out(handler, data):
    result = handler(data)
    if inspect.isawaitable(result):
        await result


async def onClose(handler):
    """Calls `handler` when the plugin is terminated."""
    handler = event_handler(handler)
    exports.on_exit(lambda: handler(None))
