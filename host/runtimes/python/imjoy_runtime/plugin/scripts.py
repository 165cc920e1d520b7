"""Running the plugin's scripts."""

import ast
import inspect
import sys
import types

from . import tracebacks


class ScriptError(Exception):
    """A script could not be run; its text is for the plugin's author."""


async def run_all(scripts, api):
    """Runs the scripts in order, in one module named `__main__` with the global `api`."""
    module = types.ModuleType("__main__")
    module.__dict__["api"] = api
    module.__dict__["__builtins__"] = __builtins__
    sys.modules["__main__"] = module
    # All are known before the first runs, so that its errors can quote the others.
    for script in scripts:
        tracebacks.register(script.file, script.line, script.indent, script.before, script.text)
    for script in scripts:
        module.__file__ = script.file
        code = _compile(script)
        result = eval(code, module.__dict__)
        if inspect.iscoroutine(result):
            # The script awaits something outside of functions.
            await result


def _compile(script):
    # Empty lines before it give every line its number in the file.
    text = "\n" * (script.line - 1) + script.text
    return compile(text, script.file, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
