"""What functions of the API give: a task that can be awaited, and has ImJoy's `then`."""

import asyncio
import functools
import inspect


class Promise(asyncio.Task):
    """A call that has started. `await` it, or give it callbacks.

    `then`, `catch` and `finally` (also `finally_`) each give a new promise, as in JavaScript. A
    call that nobody awaits goes on; its error is then told in the plugin's log.
    """

    __module__ = "imjoy"

    def then(self, on_result=None, on_error=None):
        """Calls `on_result` with the result, or `on_error` with the exception."""
        return start(self._then(on_result, on_error))

    def catch(self, on_error):
        """Calls `on_error` with the exception if there is one."""
        return self.then(None, on_error)

    def finally_(self, callback):
        """Calls `callback` without arguments in any case."""
        return start(self._finally(callback))

    async def _then(self, on_result, on_error):
        try:
            result = await self
        except Exception as error:
            if on_error is None:
                raise
            return await _settled(on_error(error))
        return result if on_result is None else await _settled(on_result(result))

    async def _finally(self, callback):
        try:
            return await self
        finally:
            await _settled(callback())


# Not a name that Python's grammar allows in a class, but one that getattr finds.
setattr(Promise, "finally", Promise.finally_)


async def _settled(value):
    return await value if inspect.isawaitable(value) else value


# Promises of the API that have not been kept yet.
_pending = 0


def are_pending():
    """Whether there are calls of the API under way, awaited or not."""
    return _pending > 0


def _done(_promise):
    global _pending
    _pending -= 1


def start(coroutine):
    """Starts a coroutine at once, up to its first wait, and gives its promise."""
    # Not in a variable here: the frames of an exception in the coroutine would keep the promise, and
    # nobody would be told of an exception that nobody awaits.
    return _counted(start_uncounted(coroutine))


def _counted(promise):
    global _pending
    if not promise.done():
        _pending += 1
        promise.add_done_callback(_done)
    return promise


def start_uncounted(coroutine):
    """As `start`, for what the plugin has not asked for."""
    return Promise(coroutine, loop=asyncio.get_running_loop(), eager_start=True)


def kept(value):
    """A promise of what is there already."""

    async def give():
        return value

    return start_uncounted(give())


def promised(function):
    """Makes of a coroutine function one whose calls start at once and give a promise."""

    @functools.wraps(function)
    def call(*arguments, **options):
        return start(function(*arguments, **options))

    return call
