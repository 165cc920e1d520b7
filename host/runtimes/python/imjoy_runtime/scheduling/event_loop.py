"""The one event loop of the instance.

It is always running: `asyncio.get_running_loop()` gives it everywhere, also while a plugin's
scripts run. It does not wait by itself; `component_tasks` runs what is ready whenever the host
polls the instance, and the host's `utilities.sleep` is its clock (`timers`).

Known limits: there are no sockets, pipes, subprocesses, signals and threads. Functions that are
meant for a thread of their own (`run_in_executor`, `asyncio.to_thread`) run in the loop, so that
other calls wait for them.
"""

import asyncio
import collections
import contextvars
import heapq
import time
import traceback

# How many callbacks run before the host gets its turn again, with answers for others: a plugin
# may wait for one by `asyncio.sleep(0)` in a loop.
_TURN = 2000
# How long the host then waits, in seconds; at 0 it would not give the others a turn.
_PAUSE = 0.001


class EventLoop(asyncio.AbstractEventLoop):
    """Runs callbacks in the order in which they became ready."""

    def __init__(self, sleep, report):
        """`sleep(seconds)` is a coroutine function that lets the host wait; `report(text)` tells
        of exceptions that nobody has awaited."""
        self._ready = collections.deque()
        self._timers = []
        self._sleep = sleep
        self._report = report
        # When the sleeps that are under way will end, the earliest last.
        self._alarms = []
        self._exception_handler = None
        self._task_factory = None

    # What is ready

    def run_turn(self):
        """Runs callbacks until none is ready, or for a turn; then the host gives the next one."""
        self.run_ready(_TURN)
        if self._ready:
            self._sleep(_PAUSE)

    def run_ready(self, limit=None):
        """Runs callbacks until none is ready, at most `limit`."""
        ready = self._ready
        while True:
            if self._timers:
                self._start_due_timers()
                # It starts a task, which may have to run before there is nothing ready.
                self._set_alarm()
            if not ready or limit == 0:
                break
            if limit is not None:
                limit -= 1
            handle = ready.popleft()
            if not handle._cancelled:
                try:
                    handle._run()
                except (SystemExit, KeyboardInterrupt) as error:
                    # asyncio lets these two through, to end the program. Here they end no
                    # more than the task, which has kept them as its result.
                    del error

    def goes_on(self):
        """Whether something is ready, or will be when its time has come."""
        return bool(self._ready) or any(not timer._cancelled for timer in self._timers)

    def call_soon(self, callback, *args, context=None):
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon

    # Timers

    def time(self):
        return time.monotonic()

    def call_later(self, delay, callback, *args, context=None):
        return self.call_at(self.time() + max(delay, 0.0), callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        timer = asyncio.TimerHandle(when, callback, args, self, context)
        timer._scheduled = True
        heapq.heappush(self._timers, timer)
        return timer

    def _timer_handle_cancelled(self, handle):
        # It is dropped when its time has come, or with the others below.
        if len(self._timers) > 100 and sum(timer._cancelled for timer in self._timers) * 2 > len(self._timers):
            self._timers = [timer for timer in self._timers if not timer._cancelled]
            heapq.heapify(self._timers)

    def _start_due_timers(self):
        timers = self._timers
        now = self.time()
        while timers and (timers[0]._cancelled or timers[0]._when <= now):
            timer = heapq.heappop(timers)
            timer._scheduled = False
            if not timer._cancelled:
                self._ready.append(timer)

    def _set_alarm(self):
        """Has the host wake the instance when the first timer is due, unless it will anyway."""
        if not self._timers or self._ready:
            return
        when = self._timers[0]._when
        if not self._alarms or when < self._alarms[-1]:
            self._alarms.append(when)
            alarm = self._sleep(max(when - self.time(), 0.001))
            alarm.add_done_callback(lambda _: self._alarms.remove(when))

    # Tasks and futures

    def create_future(self):
        return asyncio.Future(loop=self)

    def create_task(self, coro, **kwargs):
        if self._task_factory is not None:
            return self._task_factory(self, coro, **kwargs)
        return asyncio.Task(coro, loop=self, **kwargs)

    def set_task_factory(self, factory):
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def run_in_executor(self, executor, func, *args):
        """Runs `func` in the loop itself: there are no threads."""
        future = self.create_future()
        context = contextvars.copy_context()

        def run():
            if future.cancelled():
                return
            try:
                result = context.run(func, *args)
            except (SystemExit, KeyboardInterrupt) as error:
                future.set_exception(RuntimeError(f"the function ended by {type(error).__name__}"))
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        self.call_soon(run)
        return future

    def set_default_executor(self, executor):
        """There is nothing that could use it."""

    # Running

    def run_until_complete(self, future):
        """Gives the result of what needs nothing from the host, such as a coroutine that only
        computes. What has to wait for the host cannot be waited for within a call."""
        task = asyncio.ensure_future(future, loop=self)
        current = asyncio.current_task(self)
        if current is not None:
            asyncio._leave_task(self, current)
        try:
            self.run_ready()
        finally:
            if current is not None:
                asyncio._enter_task(self, current)
        if not task.done():
            raise RuntimeError(
                "run_until_complete cannot wait for the host here; write the function with "
                "`async def` and use `await`"
            )
        return task.result()

    def run_forever(self):
        raise RuntimeError("the event loop runs by itself; start work with asyncio.create_task")

    def is_running(self):
        return True

    def is_closed(self):
        return False

    def stop(self):
        """The host runs the loop, and ends it with the plugin."""

    def close(self):
        """As `stop`."""

    async def shutdown_asyncgens(self):
        """Asynchronous generators end with the plugin."""

    async def shutdown_default_executor(self, timeout=None):
        """There is none."""

    # Errors that nobody awaits

    def get_debug(self):
        return False

    def set_debug(self, enabled):
        """Debug mode has no effect."""

    def get_exception_handler(self):
        return self._exception_handler

    def set_exception_handler(self, handler):
        self._exception_handler = handler

    def call_exception_handler(self, context):
        try:
            if self._exception_handler is not None:
                self._exception_handler(self, context)
            else:
                self.default_exception_handler(context)
        except BaseException:
            self._report(traceback.format_exc())

    def default_exception_handler(self, context):
        error = context.get("exception")
        self._report(error if error is not None else context.get("message", "an unknown error in the event loop"))
