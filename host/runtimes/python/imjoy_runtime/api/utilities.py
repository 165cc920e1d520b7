"""`api.utils`."""

import asyncio
import inspect

from wit_world.imports import utilities

from ..errors import ApiError, awaited, called
from ..scheduling.promise import promised, start_uncounted
from .arguments import number, text
from .plugins import Task


async def openUrl(url):
    """Opens a web address in the browser, after the user has agreed."""
    await awaited(utilities.open_url(text(url) or ""))


async def sleep(duration):
    """Waits for `duration` seconds; other calls of the plugin go on."""
    await awaited(utilities.sleep(number("sleep", duration)))


async def forceUpdate():
    """Draws the application anew (`$forceUpdate`)."""
    called(utilities.force_update)


async def kill(task):
    """Ends a call from `api.start`, an `asyncio` task, or a timer of `setInterval`."""
    if isinstance(task, Task):
        await awaited(utilities.kill(task._handle))
    elif isinstance(task, (asyncio.Future, asyncio.Handle)):
        task.cancel()
    else:
        raise ApiError(f"kill takes a call from api.start or an asyncio task, not {type(task).__name__}", "invalid")


def ndarray(array):
    """An `imjoy.ndarray.ndarray` of an array, of nested lists or of an object with the buffer protocol."""
    from imjoy.ndarray import asarray

    return asarray(array)


def setInterval(function, seconds):
    """Calls `function` every `seconds` seconds; `cancel()` of what it gives ends that."""

    async def repeat():
        while True:
            await asyncio.sleep(seconds)
            result = function()
            if inspect.isawaitable(result):
                await result

    return start_uncounted(repeat())


def clearInterval(timer):
    """Ends what `setInterval` has started."""
    timer.cancel()


def debounce(seconds):
    """A decorator: of calls within `seconds` seconds the last one is carried out."""

    def decorate(function):
        timer = None

        def call(*arguments, **options):
            nonlocal timer
            if timer is not None:
                timer.cancel()
            timer = asyncio.get_running_loop().call_later(seconds, carry_out, arguments, options)

        def carry_out(arguments, options):
            result = function(*arguments, **options)
            if inspect.isawaitable(result):
                asyncio.ensure_future(result)

        return call

    return decorate


def check(condition, message="assertion failed"):
    """Fails unless the condition holds (`assert`)."""
    if not condition:
        raise AssertionError(message)


class Utilities:
    """`api.utils`."""

    openUrl = staticmethod(promised(openUrl))
    sleep = staticmethod(promised(sleep))
    forceUpdate = staticmethod(promised(forceUpdate))
    kill = staticmethod(promised(kill))
    ndarray = staticmethod(ndarray)
    setInterval = staticmethod(setInterval)
    clearInterval = staticmethod(clearInterval)
    debounce = staticmethod(debounce)


# Names that Python's grammar has for itself, for `getattr`.
setattr(Utilities, "$forceUpdate", staticmethod(Utilities.forceUpdate))
setattr(Utilities, "assert", staticmethod(check))
