"""Python objects into the values of `types.wit`.

Invariants: what comes out can be lowered. Numbers are within the ranges of the WIT types and
texts are valid UTF-8, because componentize-py ends the instance at anything else.
"""

import array
import asyncio
import collections
import dataclasses
import datetime
import enum
import os
import types as python_types
import uuid

from wit_world.imports import types

from ..errors import summary
from . import binary, codecs
from .record import Record

_MAX_DEPTH = 64
_LEAST_INTEGER = -(2**63)
_GREATEST_INTEGER = 2**63 - 1

# From this length on a list of numbers of one kind is written in bulk.
_BULK_FROM = 8

_NULL = types.Node_Null()
_TRUE = types.Node_Boolean(True)
_FALSE = types.Node_Boolean(False)
_ATTACHED = types.Node_Attached()

_FUNCTION_TYPES = (
    python_types.FunctionType,
    python_types.MethodType,
    python_types.BuiltinFunctionType,
    python_types.MethodWrapperType,
)


def encode(value):
    """`types.value` for a Python object.

    `TypeError` for what cannot be passed, `OverflowError` for whole numbers beyond 64 bits,
    `ValueError` for data that is nested too deeply or contains itself.
    """
    return _Encoder().whole(value)


def encode_arguments(arguments, options=None):
    """The arguments of a call. Named ones become a last argument that a Python function gets as
    names again; others see a record with the further field `_rkwargs`."""
    encoded = [encode(argument) for argument in arguments]
    if options:
        encoded.append(encode({**options, "_rkwargs": True}))
    return encoded


class _Encoder:
    def __init__(self):
        self.nodes = []
        self.texts = []
        # Index of each name, and of each sequence of names.
        self.keys = {}
        self.shapes = {}
        self.attachments = []

    def whole(self, value):
        self.value(value, _MAX_DEPTH)
        return types.Value(
            self.nodes,
            "".join(self.texts),
            list(self.keys),
            [[self.keys[name] for name in names] for names in self.shapes],
            self.attachments,
        )

    def value(self, value, depth):
        write = _WRITERS.get(type(value))
        if write is None:
            write = _find_writer(value)
        write(self, value, depth)

    def null(self, value, depth):
        self.nodes.append(_NULL)

    def boolean(self, value, depth):
        self.nodes.append(_TRUE if value else _FALSE)

    def integer(self, value, depth):
        if not _LEAST_INTEGER <= value <= _GREATEST_INTEGER:
            raise OverflowError(
                f"the whole number {_shortened(value)} has more than 64 bits and cannot be passed; "
                "pass it as a text or as a float"
            )
        self.nodes.append(types.Node_Integer(int(value)))

    def float(self, value, depth):
        self.nodes.append(types.Node_Float(float(value)))

    def text(self, value, depth):
        value = str(value)
        length = len(value) if value.isascii() else len(_utf8(value))
        self.texts.append(value)
        self.nodes.append(types.Node_Text(length))

    def path(self, value, depth):
        value = os.fspath(value)
        self.value(os.fsdecode(value) if isinstance(value, bytes) else value, depth)

    def list(self, value, depth):
        if len(value) >= _BULK_FROM:
            kinds = set(map(type, value))
            if len(kinds) == 1:
                kind = kinds.pop()
                if kind is float:
                    return self.attach(types.Attachment_Floats(list(value)))
                if kind is int and _LEAST_INTEGER <= min(value) and max(value) <= _GREATEST_INTEGER:
                    return self.attach(types.Attachment_Integers(list(value)))
        self.nodes.append(types.Node_List(len(value)))
        self.members(value, depth)

    def set(self, value, depth):
        self.nodes.append(types.Node_Set(len(value)))
        self.members(value, depth)

    def members(self, values, depth):
        depth = _below(depth)
        for value in values:
            self.value(value, depth)

    def dict(self, value, depth):
        # The length is taken before the members are read: a codec may change the dict.
        names = tuple(value)
        if set(map(type, names)) <= {str}:
            return self.record(names, [value[name] for name in names], depth)
        self.pairs(value, depth)

    def record(self, names, values, depth):
        index = self.shapes.get(names)
        if index is None:
            for name in names:
                _utf8(name)
                self.keys.setdefault(name, len(self.keys))
            index = self.shapes[names] = len(self.shapes)
        self.nodes.append(types.Node_Record(index))
        self.members(values, depth)

    def pairs(self, value, depth):
        items = list(value.items())
        self.nodes.append(types.Node_Pairs(len(items)))
        depth = _below(depth)
        for key, member in items:
            self.value(key, depth)
            self.value(member, depth)

    def bytes(self, value, depth):
        self.attach(types.Attachment_Bytes(binary.to_wire(value)))

    def memoryview(self, value, depth):
        self.bytes(value.tobytes(), depth)

    def date(self, value, depth):
        if not isinstance(value, datetime.datetime):
            value = datetime.datetime(value.year, value.month, value.day, tzinfo=datetime.timezone.utc)
        self.nodes.append(types.Node_Date(value.timestamp() * 1000.0))

    def error(self, value, depth):
        name, message = type(value).__name__, summary(value).partition(": ")[2]
        self.attach(types.Attachment_Error(types.ErrorValue(name, message)))

    def function(self, value, depth):
        # Imported late: functions need this module to be called.
        from .functions import own_functions

        self.attach(types.Attachment_Function(own_functions.give(value)))

    def own(self, value, depth):
        self.attach(value._to_attachment())

    def enum(self, value, depth):
        self.value(value.value, depth)

    def dataclass(self, value, depth):
        names = tuple(field.name for field in dataclasses.fields(value))
        self.record(names, [getattr(value, name) for name in names], depth)

    def interface(self, value, depth):
        """An object marked with `_rintf`: its public functions, and its variables."""
        names = tuple(name for name in dir(value) if not name.startswith("_"))
        self.record(names, [getattr(value, name) for name in names], depth)

    def coded(self, value, depth):
        self.value(codecs.encode(value), _below(depth))

    def attach(self, attachment):
        self.nodes.append(_ATTACHED)
        self.attachments.append(attachment)


def _find_writer(value):
    """How a value is written whose exact type has no entry in the table."""
    if codecs.knows(value):
        return _Encoder.coded
    if hasattr(type(value), "_to_attachment"):
        return _Encoder.own
    if isinstance(value, enum.Enum) and not isinstance(value, (int, str)):
        return _Encoder.enum
    for kind, write in _WRITERS.items():
        if isinstance(value, kind):
            return write
    if isinstance(value, os.PathLike):
        return _Encoder.path
    if isinstance(value, BaseException):
        return _Encoder.error
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _Encoder.dataclass
    if getattr(value, "_rintf", None) and not isinstance(value, type):
        return _Encoder.interface
    if callable(value) and not isinstance(value, type):
        return _Encoder.function
    raise TypeError(_refusal(value))


def _refusal(value):
    kind = type(value).__name__
    if asyncio.iscoroutine(value) or asyncio.isfuture(value):
        return f"a {kind} cannot be passed; await it first"
    if isinstance(value, type):
        return f"the class {value.__name__} cannot be passed; pass an object of it, or a function"
    return (
        f"an object of type {kind} cannot be passed; pass a dict, list, text, number, bytes, "
        "datetime, function or imjoy.ndarray made of it"
    )


def _below(depth):
    if depth == 0:
        raise ValueError(f"the data contains itself, or has more than {_MAX_DEPTH} levels")
    return depth - 1


def _utf8(text):
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise ValueError(f"the text {_shortened(text)} has half of a surrogate pair, which cannot be passed") from None


def _shortened(value):
    text = ascii(value) if isinstance(value, str) else format(value, "x") if value.bit_length() > 256 else str(value)
    return text if len(text) <= 40 else text[:40] + "…"


def _array_writer(self, value, depth):
    from imjoy.ndarray import array as make

    self.own(make(value), depth)


# By exact type first; in this order for subclasses.
_WRITERS = {
    type(None): _Encoder.null,
    bool: _Encoder.boolean,
    int: _Encoder.integer,
    float: _Encoder.float,
    str: _Encoder.text,
    collections.OrderedDict: _Encoder.pairs,
    Record: _Encoder.dict,
    dict: _Encoder.dict,
    list: _Encoder.list,
    tuple: _Encoder.list,
    range: _Encoder.list,
    collections.deque: _Encoder.list,
    set: _Encoder.set,
    frozenset: _Encoder.set,
    bytes: _Encoder.bytes,
    bytearray: _Encoder.bytes,
    memoryview: _Encoder.memoryview,
    array.array: _array_writer,
    datetime.datetime: _Encoder.date,
    datetime.date: _Encoder.date,
    uuid.UUID: _Encoder.text,
    **{kind: _Encoder.function for kind in _FUNCTION_TYPES},
}
