"""Calls that overlap, call back and go on."""

import asyncio
import time

from imjoy_rpc import api

events = {}
callbacks = []
done = []
queue = asyncio.Queue()


class ImJoyPlugin:
    async def setup(self):
        await asyncio.sleep(0.001)
        self.is_ready = True

    def ready(self):
        return self.is_ready

    async def wait_for_event(self, name):
        events[name] = asyncio.Event()
        await api.showStatus(f"waits for {name}")
        await events[name].wait()
        return f"{name} came"

    def set_event(self, name):
        events[name].set()

    async def take(self):
        await api.showStatus("takes")
        return await queue.get()

    def put(self, value):
        queue.put_nowait(value)

    async def ask_all(self, names):
        return await asyncio.gather(*(api.confirm(name) for name in names))

    def ask_by_callback(self, question):
        api.confirm(question).then(done.append).catch(lambda error: done.append(str(error)))
        return "asked"

    def what_is_done(self):
        return done

    async def go_on(self, count):
        async def background():
            for number in range(count):
                await api.utils.sleep(0.001)
                done.append(number)
            await api.alert("went on")

        asyncio.create_task(background())
        return "returned"

    async def call_back(self, plugin_name, function_name, depth):
        if depth == 0:
            return "deepest"
        return await api.call(plugin_name, function_name, plugin_name, function_name, depth - 1)

    async def sleeps(self):
        start = time.monotonic()
        await asyncio.gather(asyncio.sleep(0.05), asyncio.sleep(0.05), api.utils.sleep(0.05))
        time.sleep(0.01)
        return time.monotonic() - start

    async def gives_up(self):
        try:
            await asyncio.wait_for(asyncio.Event().wait(), 0.01)
        except asyncio.TimeoutError:
            return "gave up"

    def keep_callback(self, callback):
        callbacks.append(callback)

    async def call_callback(self, *arguments):
        return await callbacks[-1](*arguments)

    def drop_callbacks(self):
        callbacks.clear()

    def make_function(self, factor):
        return {"multiply": lambda number: number * factor, "inner": [self.make_function]}

    async def every(self):
        timer = api.utils.setInterval(lambda: done.append("tick"), 0.001)
        while done.count("tick") < 3:
            await asyncio.sleep(0.001)
        timer.cancel()
        return "three ticks"

    async def in_a_thread(self):
        return await asyncio.to_thread(sum, [1, 2, 3])

    async def get_plugin(self, name):
        plugin = await api.getPlugin(name)
        both = await asyncio.gather(plugin.echo(1), plugin["echo"]([2]))
        named = await plugin.name_them(1, second=5, third=6)
        try:
            plugin.nothing
        except AttributeError as error:
            return [both, named, str(error), "echo" in plugin]


api.export(ImJoyPlugin())
