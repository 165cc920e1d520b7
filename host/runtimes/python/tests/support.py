"""The runtime's modules with a host played in Python; see `fakes`.

The bindings are those that componentize-py generates from the WIT, whose functions do nothing
until a test replaces them.
"""

import asyncio

import componentize_py_runtime
import wit_world
from byte_stream import byte_stream
from componentize_py_types import Err
from wit_world.imports import runtime, status, types, utilities

from imjoy_runtime.scheduling import component_tasks, promise

wit_world.byte_stream = byte_stream

# The machine's Python may be older than the runtime's and know no eager tasks.
promise.start_uncounted = lambda coroutine: promise.Promise(coroutine, loop=asyncio.get_running_loop())

from imjoy_runtime.plugin import calls, source, tracebacks  # noqa: E402
from imjoy_runtime.plugin.exports import exports  # noqa: E402
from imjoy_runtime.scheduling.event_loop import EventLoop  # noqa: E402

reports = []
errors_in_log = []


class Sleeps:
    """The host's `utilities.sleep`: tests end sleeps when they like."""

    def __init__(self):
        self.pending = []

    async def sleep(self, seconds):
        result, waitable = componentize_py_runtime.host.subtask()
        self.pending.append((seconds, waitable))
        await scheduler.await_result(result)


sleeps = Sleeps()
utilities.sleep = sleeps.sleep
loop = EventLoop(lambda seconds: promise.start_uncounted(sleeps.sleep(seconds)), reports.append)
told = []
scheduler = component_tasks.install(loop, promise.are_pending, told.append)


class Function:
    """Stands for `types.function`."""

    def __init__(self, number):
        self.number = number

    def clone(self):
        return Function(self.number)


class Buffer:
    """Stands for `types.buffer`."""

    def __init__(self, data):
        assert type(data) is bytes
        self.data = data

    def length(self):
        return len(self.data)

    def read(self, offset, length):
        return self.data[offset : offset + length]

    def clone(self):
        return Buffer(self.data)


types.Function = Function
types.Buffer = Buffer


def plugin(*scripts, api_version="0.1.2", name="Test Plugin"):
    """Loads a plugin of these texts and gives what `setup` returned, an `Ok` or `Err`."""
    source._source = runtime.PluginSource(
        name,
        "native-python",
        api_version,
        [script if isinstance(script, runtime.Script) else runtime.Script("plugin.py", 1, 0, 0, script, False) for script in scripts],
    )
    exports.exist, exports._functions = False, {}
    tracebacks._indents.clear()
    errors_in_log.clear()
    runtime.exported = lambda functions, variables: None
    status.error = lambda items: errors_in_log.extend(items)
    status.log = lambda items: None
    from imjoy_runtime.api import api

    return outcome(calls.setup(api))


def outcome(coroutine):
    """Runs a call to its end and gives its `Ok` or `Err`; None while it waits for the host."""
    host = componentize_py_runtime.host
    number = host.call(coroutine)
    host.run()
    return host.returned.get(number)


def call(name, *arguments):
    """Calls an exported function as the host does."""
    from imjoy_runtime.values.decode import decode
    from imjoy_runtime.values.encode import encode

    result = outcome(calls.call(name, [encode(argument) for argument in arguments]))
    if isinstance(result, Err):
        raise result
    return decode(result.value)
