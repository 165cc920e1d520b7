"""Functions as values, in both directions."""

from wit_world.imports import types

from ..errors import awaited
from ..scheduling.promise import promised
from . import decode, encode


class OwnFunctions:
    """Functions that the plugin has given away, by the ids under which the host calls them.

    An id is given anew each time a function is passed on; the host tells when nobody holds it.
    """

    def __init__(self):
        self._functions = {}
        self._next_id = 1

    def give(self, function):
        """A handle to `function` for somebody else."""
        number = self._next_id
        self._next_id += 1
        self._functions[number] = function
        return types.Function(number)

    def get(self, number):
        """The function with an id, or None."""
        return self._functions.get(number)

    def release(self, number):
        """Nobody holds the function any more."""
        self._functions.pop(number, None)


own_functions = OwnFunctions()


class RemoteFunction:
    """A function of somebody else; calling it gives an awaitable."""

    __module__ = "imjoy"

    def __init__(self, handle):
        self._handle = handle

    def __call__(self, *arguments, **options):
        return _call(self._handle, arguments, options)

    def __repr__(self):
        return "<function of another plugin>"

    def _to_attachment(self):
        return types.Attachment_Function(self._handle.clone())


@promised
async def _call(handle, arguments, options):
    return decode.decode(await awaited(handle.call(encode.encode_arguments(arguments, options))))
