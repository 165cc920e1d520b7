"""Calls of exported functions as component-model tasks, joined to the event loop.

componentize-py's generated code calls `first_poll` for each call of an asynchronous export,
`callback` when an event for that component task has come, and `await_result` for what an
asynchronous import gave. Its own versions (module `componentize_py_async_support`) give each
component task a queue of its own: what one call brings about for another is not seen before
the other's next event, which may never come. `install` puts the versions of this module in
their place.

Here there is one queue for all. A component task that is polled runs all that is ready. When
the call of another component task has ended thereby, that one has to be polled by the host to
give its result back; it is woken by an event in its waitable set: the end of an empty stream.

Invariants:

* Imports that are started while a component task is polled belong to its waitable set. It
  stays until they have ended, also after it has given its result back. So what a plugin has
  not awaited goes on.
* No exception leaves this module: it would end the instance.
"""

import asyncio
import sys

import componentize_py_async_support
import componentize_py_runtime as component
import wit_world
from componentize_py_types import Err, Ok
from wit_world.imports.runtime import Activity

# What `first_poll` and `callback` tell the host; a waitable set stands in the higher bits.
_EXIT = 0
_WAIT = 2

# Kinds of events.
_SUBTASK = 1

# States of a subtask.
_RETURNED = 2
_START_CANCELLED = 3


class ComponentTask:
    """One call of an exported function."""

    __slots__ = ("export_index", "borrows", "outcome", "has_returned", "waitable_set", "pending")

    def __init__(self, export_index, borrows):
        self.export_index = export_index
        self.borrows = borrows
        # An `Ok` or `Err` when the call has ended.
        self.outcome = None
        self.has_returned = False
        self.waitable_set = None
        # What is done on an event, by waitable.
        self.pending = {}

    def join(self, waitable, on_event):
        """Has `on_event(code)` called when `waitable` has an event."""
        if self.waitable_set is None:
            self.waitable_set = component.waitable_set_new()
        self.pending[waitable] = on_event
        component.waitable_join(waitable, self.waitable_set)

    def answer(self):
        """Gives the result back if there is one, and says what to wait for."""
        if self.outcome is not None and not self.has_returned:
            self.has_returned = True
            component.call_task_return(self.export_index, self.borrows, self.outcome)
        if self.has_returned and not self.pending:
            if self.waitable_set is not None:
                component.waitable_set_drop(self.waitable_set)
            return _EXIT
        if self.waitable_set is None:
            self.waitable_set = component.waitable_set_new()
        component.context_set(self)
        return _WAIT | (self.waitable_set << 4)


class Scheduler:
    """Polls component tasks with one event loop."""

    def __init__(self, loop, is_asking, tell):
        """`is_asking()` says whether the plugin waits for an answer of the host, `tell(activity)`
        tells the host what goes on."""
        self.loop = loop
        self.current = None
        self._is_asking = is_asking
        self._tell = tell
        self._told = Activity.IDLE
        # Calls that have no result yet.
        self._calls = 0

    def first_poll(self, export_index, borrows, coroutine):
        """Starts a call; `coroutine` gives its result or raises `Err`."""
        task = ComponentTask(export_index, borrows)
        self._calls += 1
        self.loop.create_task(self._serve(task, coroutine))
        return self._poll(task)

    def callback(self, kind, waitable, code):
        """Handles the event that the host tells the current component task of."""
        task = component.context_get()
        component.context_set(None)
        on_event = task.pending.get(waitable)
        # A subtask also tells when it has started.
        if on_event is not None and (kind != _SUBTASK or code >= _RETURNED):
            del task.pending[waitable]
            component.waitable_join(waitable, 0)
            if kind == _SUBTASK:
                component.subtask_drop(waitable)
            on_event(code)
        return self._poll(task)

    async def await_result(self, result):
        """Awaits what an asynchronous import has given: its result, or a subtask."""
        if isinstance(result, Ok):
            return result.value
        waitable, promise = result.value
        future = self.loop.create_future()

        def on_event(code):
            # Read in any case: what was given belongs to us, handles included.
            value = component.promise_get_result(code, promise) if code != _START_CANCELLED else None
            if not future.done():
                future.set_result(value)

        self.current.join(waitable, on_event)
        return await future

    def _poll(self, task):
        self.current = task
        self.loop.run_turn()
        sys.stdout.flush()
        # Before a result is given back: the host looks at it then.
        activity = self._activity()
        if activity != self._told:
            self._told = activity
            self._tell(activity)
        self.current = None
        return task.answer()

    def _activity(self):
        if self._is_asking():
            return Activity.ASKING
        if self.loop.goes_on():
            return Activity.TIMERS
        return Activity.STUCK if self._calls else Activity.IDLE

    async def _serve(self, task, coroutine):
        try:
            task.outcome = Ok(await coroutine)
        except Err as error:
            task.outcome = error
        self._calls -= 1
        if task is not self.current:
            self._wake(task)

    @staticmethod
    def _wake(task):
        """Has the host poll a component task that waits: an event in its waitable set."""
        writer, reader = wit_world.byte_stream()
        blocked = component.stream_read(reader.type_, reader.handle, 1)
        waitable, promise = blocked.value

        def on_event(code):
            component.promise_get_result(code, promise)
            with reader:
                pass

        task.join(waitable, on_event)
        # The end of the stream is the event.
        with writer:
            pass


def install(loop, is_asking, tell):
    """Makes `loop` the running event loop and this module the one that serves exports."""
    scheduler = Scheduler(loop, is_asking, tell)
    componentize_py_async_support.first_poll = scheduler.first_poll
    componentize_py_async_support.callback = scheduler.callback
    componentize_py_async_support.await_result = scheduler.await_result
    componentize_py_async_support._loop = loop
    asyncio.set_event_loop(loop)
    asyncio.events._set_running_loop(loop)
    # There can be no second one.
    asyncio.new_event_loop = asyncio.events.new_event_loop = lambda: loop
    return scheduler
