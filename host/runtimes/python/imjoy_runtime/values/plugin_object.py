"""Another plugin, as `api.getPlugin` gives it."""

from wit_world.imports import types

from ..errors import ApiError, awaited
from ..scheduling.promise import promised
from . import decode, encode
from .record import Record


class PluginObject:
    """The functions and variables that another plugin exports, as attributes.

    `plugin.add(1, 2)` gives an awaitable; named arguments reach a Python plugin as such. What an
    exported record holds is found by dots too: `plugin.utils.mean(…)`.
    """

    __module__ = "imjoy"

    def __init__(self, handle, functions=None, variables=None):
        self._handle = handle
        # None where they have not been asked for: a plugin that came within data.
        self._functions = functions
        self._variables = variables if variables is not None else {}

    @classmethod
    async def load(cls, handle):
        """The object with the names of what the plugin exports."""
        functions = await awaited(handle.functions())
        variables = decode.decode(await awaited(handle.variables()))
        return cls(handle, frozenset(functions), variables if isinstance(variables, dict) else {})

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._variables:
            return self._variables[name]
        if self._functions is None or name in self._functions:
            return PluginFunction(self._handle, name)
        prefix = name + "."
        members = {function[len(prefix) :] for function in self._functions if function.startswith(prefix)}
        if members:
            return Record((member, PluginFunction(self._handle, prefix + member)) for member in members)
        if name in ("name", "id"):
            return self._handle.name()
        raise AttributeError(f'function "{name}" of {self._handle.name()} is not available.')

    def __getitem__(self, name):
        try:
            return getattr(self, name)
        except AttributeError as error:
            raise KeyError(str(error)) from None

    def __contains__(self, name):
        return name in dir(self)

    def __dir__(self):
        return sorted({name.partition(".")[0] for name in self._functions or ()} | set(self._variables))

    def __repr__(self):
        return f"<plugin {self._handle.name()}>"

    def _to_attachment(self):
        return types.Attachment_Plugin(self._handle.clone())


class PluginFunction:
    """An exported function of another plugin."""

    __module__ = "imjoy"

    def __init__(self, handle, name):
        self._handle = handle
        self._name = name

    def __call__(self, *arguments, **options):
        return _call(self._handle, self._name, arguments, options)

    def __repr__(self):
        return f"<function {self._name} of {self._handle.name()}>"

    def _to_attachment(self):
        # It is passed on as a function of this plugin that calls the other one.
        from .functions import own_functions

        return types.Attachment_Function(own_functions.give(self))


@promised
async def _call(handle, name, arguments, options):
    arguments = encode.encode_arguments(arguments, options)
    return decode.decode(await awaited(handle.call(name, arguments)))


def check_name(name, what):
    """Fails with a clear sentence where a name is no text."""
    if not isinstance(name, str) or not name:
        raise ApiError(f"the name of the {what} must be a text, not {name!r:.60}", "invalid")
    return name
