"""The values of `types.wit` into Python objects."""

import builtins
import collections
import datetime

from wit_world.imports import types

from . import binary, codecs
from .record import Record

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def decode(value):
    """The Python object for a `types.value`; the host has checked that it is well formed."""
    return _Decoder(value).value()


def decode_arguments(values):
    """Positional and named arguments of a call; see `encode.encode_arguments`."""
    arguments = [decode(value) for value in values]
    options = {}
    if arguments and isinstance(arguments[-1], Record) and arguments[-1].get("_rkwargs"):
        options = dict(arguments.pop())
        del options["_rkwargs"]
    return arguments, options


class _Decoder:
    def __init__(self, value):
        self.nodes = iter(value.nodes)
        self.attachments = iter(value.attachments)
        self.shapes = [tuple(value.keys[index] for index in shape) for shape in value.shapes]
        # Lengths of texts are in bytes; those of ASCII are the same in characters.
        self.text = value.text if value.text.isascii() else value.text.encode()
        self.position = 0

    def value(self):
        node = next(self.nodes)
        return _READERS[type(node)](self, node)

    def null(self, node):
        return None

    def plain(self, node):
        return node.value

    def text_node(self, node):
        start = self.position
        self.position = end = start + node.value
        text = self.text[start:end]
        return text if isinstance(text, str) else text.decode()

    def list(self, node):
        value = self.value
        return [value() for _ in range(node.value)]

    def record(self, node):
        return codecs.decode(Record((name, self.value()) for name in self.shapes[node.value]))

    def pairs(self, node):
        pairs = [(self.value(), self.value()) for _ in range(node.value)]
        try:
            return collections.OrderedDict(pairs)
        except TypeError:
            # A key that cannot be hashed, such as a list.
            return pairs

    def set(self, node):
        members = self.list(node)
        try:
            return set(members)
        except TypeError:
            return members

    def date(self, node):
        try:
            return _EPOCH + datetime.timedelta(milliseconds=node.value)
        except (OverflowError, ValueError):
            # Beyond the years 1 to 9999, or not a number.
            return node.value

    def attached(self, node):
        attachment = next(self.attachments)
        return _ATTACHMENT_READERS[type(attachment)](attachment.value)


def _error(error):
    kind = getattr(builtins, error.name, None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        return RuntimeError(f"{error.name}: {error.message}" if error.name != "Error" else error.message)
    try:
        return kind(error.message)
    except TypeError:
        # Such as UnicodeDecodeError, which takes five arguments.
        return RuntimeError(f"{error.name}: {error.message}")


def _ndarray(array):
    from imjoy.ndarray import ndarray

    return ndarray._from_wire(array)


def _file(file):
    from .file import File

    return File._from_wire(file)


def _function(handle):
    from .functions import RemoteFunction

    return RemoteFunction(handle)


def _plugin(handle):
    from .plugin_object import PluginObject

    return PluginObject(handle)


def _window(handle):
    from .window_object import WindowObject

    return WindowObject(handle)


_READERS = {
    types.Node_Absent: _Decoder.null,
    types.Node_Null: _Decoder.null,
    types.Node_Boolean: _Decoder.plain,
    types.Node_Integer: _Decoder.plain,
    types.Node_Float: _Decoder.plain,
    types.Node_Text: _Decoder.text_node,
    types.Node_List: _Decoder.list,
    types.Node_Record: _Decoder.record,
    types.Node_Pairs: _Decoder.pairs,
    types.Node_Set: _Decoder.set,
    types.Node_Date: _Decoder.date,
    types.Node_Attached: _Decoder.attached,
}

_ATTACHMENT_READERS = {
    types.Attachment_Integers: list,
    types.Attachment_Floats: list,
    types.Attachment_Bytes: binary.from_wire,
    types.Attachment_Ndarray: _ndarray,
    types.Attachment_File: _file,
    types.Attachment_Error: _error,
    types.Attachment_Function: _function,
    types.Attachment_Plugin: _plugin,
    types.Attachment_Window: _window,
}
