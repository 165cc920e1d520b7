"""What the plugin exports (`api.export`)."""

import inspect

from componentize_py_types import Err
from wit_world.imports import runtime, types

from ..values.encode import encode
from .source import source

# Functions that the host calls with a context, which the plugin's need not take.
_TAKING_CONTEXT = ("run", "update")


class Exports:
    """Functions and variables of the exported object, by name.

    Names that begin with `_`, properties and classes are not exported. A dict within the object
    gives its functions names such as `utils.mean`.
    """

    def __init__(self):
        self.exist = False
        self._functions = {}
        self._variables = {}
        self._exit_handlers = []

    def set(self, interface):
        """Exports an object or a dict, in place of what was exported before."""
        if inspect.isclass(interface):
            interface = interface()
        functions, variables = {}, {}
        for name, member in _members(interface):
            if isinstance(member, (bool, int, float, str)):
                variables[name] = member
            elif isinstance(member, dict):
                functions.update(
                    (f"{name}.{inner}", function) for inner, function in _members(member) if _is_function(function)
                )
            elif _is_function(member):
                functions[name] = member
        self._functions = functions
        self._variables = variables
        self.exist = True
        self._tell()

    def on_exit(self, handler):
        """Has `handler` called when the plugin is terminated, before its own `exit`."""
        self._exit_handlers.append(handler)
        if self.exist:
            self._tell()

    def _tell(self):
        runtime.exported(self.names(), encode(dict(filter(_can_be_told, self._variables.items()))))

    def names(self):
        """Names of the functions."""
        has_exit = self._exit_handlers and "exit" not in self._functions
        return [*self._functions, "exit"] if has_exit else list(self._functions)

    def name_of(self, function):
        """The name under which a function is exported, or None."""
        return next((name for name, exported in self._functions.items() if exported == function), None)

    def get(self, name):
        """The function of a name, or None."""
        function = self._functions.get(name)
        if name == "exit" and self._exit_handlers:
            return self._exit
        if name in _TAKING_CONTEXT and function is not None and not _takes_an_argument(function):
            return lambda *_, **__: function()
        return function

    async def _exit(self):
        """The handlers of `on_exit`, then the plugin's own `exit`."""
        for function in [*self._exit_handlers, self._functions.get("exit")]:
            result = function() if function is not None else None
            if inspect.isawaitable(result):
                await result

    def require(self, name):
        """As `get`, with the error for the caller where there is none."""
        function = self.get(name)
        if function is None:
            raise Err(types.Error_NotFound(f'function "{name}" of {source().name} is not available.'))
        return function


exports = Exports()


def _members(interface):
    if isinstance(interface, dict):
        members = interface.items()
    else:
        # Properties are not read: that would run code of the plugin before its setup.
        names = (name for name in dir(interface) if not _is_property(interface, name))
        members = ((name, getattr(interface, name, None)) for name in names)
    return [(name, member) for name, member in members if isinstance(name, str) and not name.startswith("_")]


def _can_be_told(variable):
    """Not so a number of more than 64 bits, and a text that is no Unicode."""
    try:
        encode(variable[1])
    except Exception:
        return False
    return True


def _is_property(interface, name):
    return isinstance(inspect.getattr_static(type(interface), name, None), property)


def _is_function(member):
    return callable(member) and not inspect.isclass(member)


def _takes_an_argument(function):
    from ..values.window_object import takes_arguments

    return takes_arguments(function)
