"""`api.on`, `off`, `emit`: events within the plugin."""

import inspect

from ..plugin.exports import exports
from ..values.window_object import event_handler

_handlers = {}
_kept = {}


async def on(event, handler, fire_if_emitted=False):
    """Calls `handler` with the data of each `event` that the plugin emits."""
    called = event_handler(handler)
    _handlers.setdefault(event, []).append((handler, called))
    if fire_if_emitted and event in _kept:
        await _carry_out(called, _kept.pop(event))


async def off(event, handler=None):
    """Removes one handler of `event`, or all of them."""
    handlers = _handlers.pop(event, [])
    left = [known for known in handlers if handler is not None and known[0] != handler]
    if left:
        _handlers[event] = left


async def emit(event, data=None):
    """Emits an event; ends when its handlers have."""
    handlers = _handlers.get(event)
    if not handlers:
        _kept[event] = data
        return
    for _, called in list(handlers):
        await _carry_out(called, data)


async def _carry_out(called, data):
    result = called(data)
    if inspect.isawaitable(result):
        await result


async def onClose(handler):
    """Calls `handler` when the plugin is terminated."""
    handler = event_handler(handler)
    exports.on_exit(lambda: handler(None))
