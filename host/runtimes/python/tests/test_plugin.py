"""Plugins: their scripts, what they export, and how their errors read."""

import unittest

import support
from componentize_py_types import Err
from support import call, errors_in_log, plugin
from wit_world.imports import runtime, types

from imjoy_runtime.plugin.exports import exports

HELLO = """
from imjoy import api

class ImJoyPlugin:
    title = "Hello"
    _secret = 1

    def setup(self):
        self.log = ["setup"]

    def run(self, my):
        return {"name": my.config.name, "kind": my["type"], "nothing": my.data}

    async def add(self, a, b=1):
        return a + b

    def _hidden(self):
        pass

    @property
    def broken(self):
        raise RuntimeError("never read")

api.export(ImJoyPlugin())
"""


def text_of(result):
    return result.value.value


class Plugins(unittest.TestCase):
    def test_methods_are_exported_and_called(self):
        self.assertEqual(plugin(HELLO).value, None)
        self.assertEqual(sorted(exports.names()), ["add", "run", "setup"])
        my = {"config": {"name": "Ada"}, "type": "x"}
        self.assertEqual(call("run", my), {"name": "Ada", "kind": "x", "nothing": None})
        self.assertEqual(call("add", 2), 3)
        self.assertEqual(call("add", 2, {"b": 5, "_rkwargs": True}), 7)

    def test_variables_and_nested_functions_are_told_to_the_host(self):
        told = []
        plugin("x = 1\n")
        runtime.exported = lambda functions, variables: told.append((functions, variables.keys))
        from imjoy_runtime.api import api

        class Inner:
            pass

        api.export({"utils": {"mean": min, "_own": max, "n": 1}, "version": 2, "kind": Inner, "run": max, "data": [1]})
        self.assertEqual(told, [(["utils.mean", "run"], ["version"])])

    def test_the_old_style_with_a_global_api_and_callbacks(self):
        plugin(
            """
class ImJoyPlugin():
    def setup(self):
        self.results = []
    def run(self, my):
        api.echo(5).then(self.results.append).catch(print)
        api.echo(1).then(lambda result: result / 0).catch(lambda error: self.results.append(str(error)))
        getattr(api.echo(2), "finally")(lambda: self.results.append("end"))
    def get(self):
        return self.results

api.export(ImJoyPlugin())
"""
        )
        call("run", {})
        self.assertEqual(sorted(map(str, call("get"))), ["5", "division by zero", "end"])

    def test_scripts_share_one_module_and_may_await(self):
        plugin("value = await api.echo(3)\n", "api.export({'get': lambda: (value, __name__, __file__)})\n")
        self.assertEqual(call("get"), [3, "__main__", "plugin.py"])

    def test_a_plugin_that_exports_nothing_says_so(self):
        self.assertEqual(
            text_of(plugin("x = 1\n")),
            "Test Plugin does not call api.export; end its script with api.export(ImJoyPlugin())",
        )

    def test_syntax_errors_name_file_line_and_column(self):
        script = runtime.Script("my plugin.imjoy.html", 10, 4, 20, "def run(self):\n    retrun 5\n", False)
        self.assertEqual(
            text_of(plugin(script)),
            "SyntaxError: invalid syntax (my plugin.imjoy.html, line 11)\n"
            "my plugin.imjoy.html:11:16\n"
            "    retrun 5\n"
            "           ^",
        )

    def test_a_script_that_begins_behind_its_tag_has_the_columns_of_the_file(self):
        script = runtime.Script("a.imjoy.html", 5, 0, 22, "missing()\nmissing()\n", False)
        self.assertEqual(text_of(plugin(script)).splitlines()[1], "a.imjoy.html:5:23")

    def test_exceptions_name_their_place_and_the_way_there(self):
        script = runtime.Script("a.imjoy.html", 5, 2, 0, "def outer(n):\n    return 1 / n\n\nouter(0)\n", False)
        lines = text_of(plugin(script)).splitlines()
        self.assertEqual(lines[0], "ZeroDivisionError: division by zero")
        self.assertEqual(lines[1:4], ["a.imjoy.html:6:14", "    return 1 / n", "           ^^^^^"])
        self.assertEqual(lines[4], "Traceback (most recent call last):")
        self.assertIn('  File "a.imjoy.html", line 8, in <module>', lines)
        self.assertNotIn("imjoy_runtime", "\n".join(lines))

    def test_setup_that_fails_is_an_error_of_the_load(self):
        result = plugin("class P:\n    def setup(self):\n        raise KeyError('x')\napi.export(P())\n")
        self.assertEqual(text_of(result).splitlines()[:2], ["KeyError: 'x'", "plugin.py:3:9"])

    def test_errors_of_calls_reach_the_caller_and_the_log(self):
        plugin("def fail():\n    raise ValueError('bad value')\napi.export({'fail': fail})\n")
        with self.assertRaises(Err) as raised:
            call("fail")
        self.assertEqual(raised.exception.value, types.Error_Failed("ValueError: bad value"))
        self.assertEqual(errors_in_log[0].text.splitlines()[:2], ["ValueError: bad value", "plugin.py:2:5"])

    def test_whatever_a_plugin_raises_is_an_error_for_its_caller(self):
        plugin(
            """
import sys
class Odd(BaseException):
    def __str__(self):
        raise RuntimeError
def leave(): sys.exit(3)
def interrupt(): raise KeyboardInterrupt
def odd(): raise Odd
def deep(): return deep()
async def leave_later(): sys.exit("later")
def unpassable(): return object()
def surrogate(): raise ValueError("\\ud800")
api.export(dict(globals()))
"""
        )
        for name, text in (
            ("leave", "SystemExit: 3"), ("interrupt", "KeyboardInterrupt"), ("odd", "Odd: its text cannot be had"),
            ("deep", "RecursionError: maximum recursion depth exceeded"),
            ("leave_later", "SystemExit: later"), ("unpassable", "TypeError: an object of type object cannot be passed"),
            ("surrogate", "ValueError: ?"), ("run", 'function "run" of Test Plugin is not available.'),
        ):  # fmt: skip
            with self.subTest(name=name), self.assertRaises(Err) as raised:
                call(name)
            self.assertIn(text, raised.exception.value.value)

    def test_api_errors_keep_their_kind(self):
        plugin("from imjoy import ApiError\ndef f():\n    raise ApiError('no', 'cancelled')\napi.export({'f': f})\n")
        with self.assertRaises(Err) as raised:
            call("f")
        self.assertEqual(raised.exception.value, types.Error_Cancelled("no"))

    def test_run_need_not_take_the_context(self):
        plugin("api.export({'run': lambda: 'ran'})\n")
        self.assertEqual(call("run", {}), "ran")

    def test_functions_that_cannot_be_had_say_why(self):
        plugin("api.export({'f': lambda: api.updateWindow({}), 'g': lambda: api.nonsense})\n")
        with self.assertRaises(Err) as raised:
            call("f")
        self.assertIsInstance(raised.exception.value, types.Error_Unavailable)
        self.assertIn("removed from ImJoy in 2019", raised.exception.value.value)
        with self.assertRaises(Err) as raised:
            call("g")
        self.assertIn("the ImJoy API has no `nonsense`", raised.exception.value.value)

    def test_snake_case_names(self):
        from imjoy_runtime.api import api

        self.assertIs(api.create_window, api.createWindow)
        self.assertIs(api.show_file_dialog, api.showFileDialog)

    def test_events_within_the_plugin(self):
        plugin(
            """
got = []
async def run():
    await api.on("ping", got.append)
    await api.emit("ping", 1)
    await api.emit("early", 2)
    await api.on("early", lambda: got.append("no argument"), True)
    return got
api.export({"run": run})
"""
        )
        self.assertEqual(call("run", {}), [1, "no argument"])


if __name__ == "__main__":
    unittest.main()
