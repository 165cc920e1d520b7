"""The plugin API as the host calls it: setup, exported functions, functions given away.

Invariant: nothing but `Err` leaves these functions, whatever the plugin raises; anything else
would end the instance.
"""

import inspect
import os

from componentize_py_types import Err
from wit_world.imports import types

from .. import errors
from ..api import status
from ..values.decode import decode_arguments
from ..values.encode import encode
from ..values.functions import own_functions
from . import scripts, tracebacks
from .exports import exports
from .source import api_version_is_after, source


async def setup(api):
    """Runs the scripts, then the plugin's own `setup`."""
    plugin = source()
    try:
        _enter_work_dir(api.WORK_DIR)
        await scripts.run_all(plugin.scripts, api)
        if not exports.exist:
            raise errors.ApiError(
                f"{plugin.name} does not call api.export; end its script with api.export(ImJoyPlugin())"
            )
        function = exports.get("setup")
        if function is not None:
            await _call(function, (), {})
        elif not api_version_is_after("0.1.6") and plugin.api_version:
            status.log_now(f'No "setup()" function is defined in plugin "{plugin.name}".')
    except Err:
        raise
    except BaseException as error:
        raise _failed(error, with_place=True) from None


def _enter_work_dir(folder):
    """Makes the plugin's own folder the one where relative paths and `~` lead."""
    os.environ["HOME"] = folder
    try:
        os.chdir(folder)
    except OSError:
        # A plugin without a folder of its own; opening a file tells.
        pass


async def call(name, arguments):
    """Calls an exported function."""
    return await _answer(exports.require(name), arguments)


async def call_function(number, arguments):
    """Calls a function that the plugin has given away."""
    function = own_functions.get(number)
    if function is None:
        raise Err(types.Error_NotFound(f"{source().name} does not have the function any more"))
    return await _answer(function, arguments)


async def _answer(function, arguments):
    try:
        positional, named = decode_arguments(arguments)
        return encode(await _call(function, positional, named))
    except Err:
        raise
    except BaseException as error:
        raise _failed(error, with_place=False) from None


async def _call(function, positional, named):
    result = function(*positional, **named)
    return await result if inspect.isawaitable(result) else result


def _failed(error, with_place):
    """The error for the caller; where it happened goes to the plugin's log."""
    try:
        if isinstance(error, errors.ApiError):
            return errors.to_wire(error)
        description = tracebacks.describe(error)
        if with_place:
            return Err(types.Error_Failed(description))
        status.report(description)
        return errors.to_wire(error)
    except BaseException:
        # No memory or no stack is left for more.
        return Err(types.Error_Failed(type(error).__name__))
