"""Calls that overlap, wait for each other, and go on after they have returned."""

import asyncio
import unittest

import support
from componentize_py_runtime import host
from componentize_py_types import Err, Ok
from imjoy_runtime.scheduling import promise
from wit_world.imports.runtime import Activity


async def imported():
    """An import that the test ends; its number is in `pending`."""
    result, waitable = host.subtask()
    pending.append(waitable)
    return await support.scheduler.await_result(result)


pending = []


class Scheduling(unittest.TestCase):
    def setUp(self):
        pending.clear()
        support.reports.clear()

    def tearDown(self):
        # An alarm may be under way for a timer that has been carried out meanwhile.
        while support.sleeps.pending:
            self.finish(support.sleeps.pending.pop()[1])
        self.assertEqual((host.waiting, host.sets, host.joined), ({}, {}, {}))

    def start(self, coroutine):
        number = host.call(coroutine)
        host.run()
        return number

    def finish(self, waitable, result=None):
        host.finish(waitable, result)
        host.run()

    def test_a_call_that_waits_for_nothing_ends_in_its_first_poll(self):
        async def call():
            return 3

        self.assertEqual(host.returned[self.start(call())], Ok(3))

    def test_errors_for_the_caller_are_raised_as_err(self):
        async def call():
            raise Err("why")

        self.assertEqual(host.returned[self.start(call())].value, "why")

    def test_imports_of_two_calls_end_in_any_order(self):
        async def call(name):
            return name, await imported()

        first, second = self.start(call("first")), self.start(call("second"))
        self.finish(pending[1], "b")
        self.assertNotIn(first, host.returned)
        self.assertEqual(host.returned[second], Ok(("second", "b")))
        self.finish(pending[0], "a")
        self.assertEqual(host.returned[first], Ok(("first", "a")))

    def test_a_call_is_woken_by_what_another_call_does(self):
        event = None

        async def waits():
            nonlocal event
            event = asyncio.Event()
            await event.wait()
            return "woken"

        async def sets():
            event.set()

        first = self.start(waits())
        self.assertNotIn(first, host.returned)
        self.start(sets())
        self.assertEqual(host.returned[first], Ok("woken"))

    def test_a_call_awaits_a_future_that_belongs_to_another_call(self):
        shared = None

        async def owner():
            nonlocal shared
            shared = asyncio.ensure_future(imported())
            return await shared

        async def other():
            return await asyncio.shield(shared)

        first, second = self.start(owner()), self.start(other())
        self.finish(pending[0], 7)
        self.assertEqual((host.returned[first], host.returned[second]), (Ok(7), Ok(7)))

    def test_what_is_not_awaited_goes_on_after_the_call_has_returned(self):
        done = []

        async def background():
            done.append(await imported())
            done.append(await imported())

        async def call():
            asyncio.ensure_future(background())
            return "returned"

        number = self.start(call())
        self.assertEqual(host.returned[number], Ok("returned"))
        self.finish(pending[0], 1)
        self.finish(pending[1], 2)
        self.assertEqual(done, [1, 2])

    def test_the_host_is_told_what_goes_on(self):
        support.told.clear()

        async def continues():
            await promise.start(imported())
            await promise.start(imported())

        async def call():
            promise.start(imported())
            asyncio.ensure_future(continues())

        self.start(call())
        self.assertEqual(support.told, [Activity.ASKING])
        self.finish(pending[0], 1)
        self.finish(pending[1], 1)
        self.assertEqual(support.told, [Activity.ASKING])
        self.finish(pending[2], 1)
        self.assertEqual(support.told, [Activity.ASKING, Activity.IDLE])

    def test_the_host_is_told_of_calls_that_nothing_can_end(self):
        support.told.clear()
        future = asyncio.get_running_loop().create_future()

        async def waits():
            return await future

        async def sets():
            await asyncio.sleep(0.001)
            future.set_result(5)

        number = self.start(waits())
        self.assertEqual(support.told, [Activity.STUCK])
        self.start(sets())
        self.assertEqual(support.told, [Activity.STUCK, Activity.TIMERS])
        while number not in host.returned:
            self.finish(support.sleeps.pending.pop()[1])
        self.assertEqual(support.told, [Activity.STUCK, Activity.TIMERS, Activity.IDLE])

    def test_others_have_their_turn_while_a_call_waits_in_a_loop(self):
        given = []

        async def asks():
            given.append(await imported())

        async def waits():
            asyncio.ensure_future(asks())
            while not given:
                await asyncio.sleep(0)
            return given[0]

        number = self.start(waits())
        self.assertNotIn(number, host.returned)
        self.finish(pending[0], "here")
        self.assertEqual(host.returned[number], Ok("here"))

    def test_gather_runs_imports_at_once(self):
        async def call():
            return await asyncio.gather(imported(), imported(), imported())

        number = self.start(call())
        self.assertEqual(len(pending), 3)
        for index in (2, 0, 1):
            self.finish(pending[index], index)
        self.assertEqual(host.returned[number], Ok([0, 1, 2]))

    def test_queue_lock_and_event_between_calls(self):
        queue = asyncio.Queue()
        lock = asyncio.Lock()

        async def consumer():
            async with lock:
                return await queue.get()

        first, second = self.start(consumer()), self.start(consumer())
        self.start(queue.put("a"))
        self.start(queue.put("b"))
        self.assertEqual((host.returned[first], host.returned[second]), (Ok("a"), Ok("b")))

    def test_sleep_uses_the_hosts_clock_and_one_alarm(self):
        async def call():
            await asyncio.sleep(0.0)
            await asyncio.gather(asyncio.sleep(0.001), asyncio.sleep(0.001))
            return "slept"

        number = self.start(call())
        self.assertEqual(len(support.sleeps.pending), 1)
        while number not in host.returned:
            seconds, waitable = support.sleeps.pending.pop()
            self.assertGreater(seconds, 0)
            self.finish(waitable)
        self.assertEqual(host.returned[number], Ok("slept"))

    def test_wait_for_cancels_what_takes_too_long(self):
        async def call():
            try:
                await asyncio.wait_for(imported(), 0.001)
            except asyncio.TimeoutError:
                return "too long"

        number = self.start(call())
        while number not in host.returned:
            self.finish(support.sleeps.pending.pop()[1])
        self.assertEqual(host.returned[number], Ok("too long"))
        # The import ends later; what it gives is taken and dropped.
        self.finish(pending[0], "late")
        self.assertEqual(host.results, {})

    def test_errors_of_tasks_that_nobody_awaits_are_reported(self):
        async def fails():
            raise ValueError("nobody sees this")

        async def call():
            asyncio.ensure_future(fails())

        self.start(call())
        self.assertEqual([str(error) for error in support.reports], ["nobody sees this"])

    def test_exit_of_a_task_ends_neither_loop_nor_instance(self):
        async def leaves():
            raise SystemExit(3)

        async def call():
            asyncio.ensure_future(leaves())
            await asyncio.sleep(0)
            return "still here"

        self.assertEqual(host.returned[self.start(call())], Ok("still here"))

    def test_functions_for_a_thread_run_in_the_loop(self):
        async def call():
            return await asyncio.to_thread(sum, [1, 2, 3])

        self.assertEqual(host.returned[self.start(call())], Ok(6))

    def test_run_until_complete_is_for_what_needs_no_host(self):
        async def computes():
            await asyncio.sleep(0)
            return 5

        async def call():
            loop = asyncio.get_event_loop()
            with self.assertRaisesRegex(RuntimeError, "use `await`"):
                loop.run_until_complete(imported())
            return loop.run_until_complete(computes())

        self.assertEqual(host.returned[self.start(call())], Ok(5))
        self.finish(pending[0])


if __name__ == "__main__":
    unittest.main()
