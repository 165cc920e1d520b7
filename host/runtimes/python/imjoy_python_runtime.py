"""The component: what componentize-py makes the exports of the WIT world from.

All that plugins need is imported here, so that componentize-py's snapshot has it and a plugin
starts without reading a file.
"""

import importlib
import pkgutil
import sys

import imjoy
import imjoy.ndarray
import imjoy_rpc
from componentize_py_types import Err
from imjoy_runtime.api import api, status
from imjoy_runtime.modules import install as install_modules
from imjoy_runtime.plugin import calls, tracebacks
from imjoy_runtime.plugin.exports import exports as plugin_exports
from imjoy_runtime.scheduling import component_tasks
from imjoy_runtime.scheduling.event_loop import EventLoop
from imjoy_runtime.scheduling.promise import are_pending, start_uncounted
from imjoy_runtime.values.functions import own_functions
from wit_world import exports, imports
from wit_world.imports import runtime, utilities


async def _wait(seconds):
    try:
        # The host's longest sleep is a day; the loop sleeps again when it finds nothing due.
        await utilities.sleep(min(seconds, 86400.0))
    except Err as error:
        status.report(f"the clock of the event loop has failed: {error.value.value}")


def _sleep(seconds):
    return start_uncounted(_wait(seconds))


def _report(error):
    status.report(error if isinstance(error, str) else tracebacks.describe(error))


# componentize-py looks at all of them after this module, when their folder is not searched any more.
for _module in pkgutil.iter_modules(imports.__path__):
    importlib.import_module(f"{imports.__name__}.{_module.name}")

component_tasks.install(EventLoop(_sleep, _report), are_pending, runtime.set_activity)
install_modules()


# A line of output is an entry of the plugin's log. As componentize-py sets it, every write would be one.
for _stream in (sys.stdout, sys.stderr):
    _stream.reconfigure(line_buffering=True, write_through=False)


class PluginApi(exports.PluginApi):
    """`plugin-api` of the WIT."""

    async def setup(self):
        await calls.setup(api)

    def functions(self):
        return plugin_exports.names()

    async def call(self, function_name, arguments):
        return await calls.call(function_name, arguments)

    async def call_function(self, id, arguments):
        return await calls.call_function(id, arguments)

    def release_function(self, id):
        own_functions.release(id)
