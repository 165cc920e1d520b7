"""The component model's built-in functions, played by a host in Python.

`host` stands for the engine: it calls exports, answers imports, and polls the component tasks
that wait, one event each, as wasmtime does.
"""

import collections
import itertools

from componentize_py_types import Err, Ok

_EXIT, _WAIT = 0, 2
_SUBTASK, _STREAM_READ = 1, 3
_RETURNED = 2


class Host:
    """The host of one instance."""

    def __init__(self):
        self.numbers = itertools.count(1)
        self.sets = {}
        self.joined = {}
        self.results = {}
        self.returned = {}
        self.events = collections.deque()
        self.waiting = {}
        self.context = None
        self.streams = {}

    def call(self, coroutine):
        """Calls an export; gives the number by which `returned` has its result when it has ended."""
        import componentize_py_async_support as support

        number = next(self.numbers)
        self._polled(support.first_poll(number, 0, coroutine))
        return number

    def subtask(self):
        """What an asynchronous import gives that has not ended yet, and its number."""
        waitable = next(self.numbers)
        return Err((waitable, waitable)), waitable

    def finish(self, waitable, result=None):
        """Ends a subtask; the host polls later, by `run`."""
        self.results[waitable] = result
        self.events.append((_SUBTASK, waitable, _RETURNED))

    def run(self):
        """Delivers events until there are none for anybody who waits."""
        import componentize_py_async_support as support

        while self.events:
            kind, waitable, code = self.events.popleft()
            task = self.waiting.pop(self.joined[waitable])
            self.context = task
            self._polled(support.callback(kind, waitable, code))

    def _polled(self, code):
        if code & 0xF == _WAIT:
            assert self.context is not None, "a component task waits without a context"
            assert code >> 4 in self.sets, "a component task waits for a set that there is not"
            self.waiting[code >> 4] = self.context
            self.context = None
        else:
            assert code == _EXIT
            assert self.context is None


host = Host()


def call_task_return(index, borrows, result):
    assert index not in host.returned, "a component task has returned twice"
    assert isinstance(result, (Ok, Err))
    host.returned[index] = result


def waitable_set_new():
    number = next(host.numbers)
    host.sets[number] = set()
    return number


def waitable_set_drop(number):
    assert not host.sets.pop(number), "a set with waitables in it was dropped"


def waitable_join(waitable, number):
    if waitable in host.joined:
        host.sets[host.joined.pop(waitable)].discard(waitable)
    if number:
        host.sets[number].add(waitable)
        host.joined[waitable] = number


def subtask_drop(waitable):
    assert waitable not in host.joined


def context_set(value):
    host.context = value


def context_get():
    return host.context


def promise_get_result(event, promise):
    return host.results.pop(promise, None)


def stream_read(kind, handle, count):
    return Err((handle, handle))


def end_stream(handle):
    """What dropping the writable end of a stream does to the reader."""
    host.events.append((_STREAM_READ, handle, 1))
