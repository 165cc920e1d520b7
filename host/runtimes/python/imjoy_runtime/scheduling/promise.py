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


def start(coroutine):
    """Starts a coroutine at once, up to its first wait, and gives its promise."""
    return Promise(coroutine, loop=asyncio.get_running_loop(), eager_start=True)


def promised(function):
    """Makes of a coroutine function one whose calls start at once and give a promise."""

    @functools.wraps(function)
    def call(*arguments, **options):
        return start(function(*arguments, **options))

    return call
