"""The class `ndarray`."""

import struct

from wit_world.imports import arrays, types

from ..values import binary
from . import indexing, printing
from .element_types import dtype, named, of_format
from .operands import axes, done, indexed, is_number, length, one_axis, position, scalar, shape, whole

_BINARY = arrays.BinaryOperation
_UNARY = arrays.UnaryOperation
_INT64 = named("int64")


class ndarray:
    """An array of numbers in C order: `shape`, `dtype`, and numpy's operators and methods.

    Made by `array`, `zeros` and so on. `bytes(a)` and `memoryview(a)` copy its elements into
    Python; until then they stay in the host, also when it is passed on.
    """

    __module__ = "imjoy.ndarray"
    __slots__ = ("_array", "_buffer", "_dtype", "_shape", "__weakref__")
    __hash__ = None

    def __init__(self, shape, dtype=float):
        made = full_of(shape, 0, dtype)
        self._array, self._buffer, self._dtype, self._shape = made._array, None, made._dtype, made._shape

    @classmethod
    def _of(cls, handle):
        """The array for a handle of the host."""
        made = cls.__new__(cls)
        made._array, made._buffer, made._dtype, made._shape = handle, None, None, None
        return made

    # Between plugins

    @classmethod
    def _from_wire(cls, wire):
        made = cls.__new__(cls)
        made._dtype, made._shape = dtype(wire.dtype), tuple(wire.shape)
        if isinstance(wire.data, types.Binary_Shared):
            made._array, made._buffer = None, wire.data.value
        else:
            made._array, made._buffer = done(arrays.Array.from_bytes, wire.dtype, wire.shape, wire.data.value), None
        return made

    def _to_attachment(self):
        buffer = self._buffer.clone() if self._buffer is not None else self._array.to_buffer()
        wire = types.Ndarray(self.dtype._wire, list(self.shape), types.Binary_Shared(buffer))
        return types.Attachment_Ndarray(wire)

    def _handle(self):
        """The host's array; made of the buffer when it is first computed with."""
        if self._array is None:
            self._array = done(arrays.Array.from_buffer, self._dtype._wire, list(self._shape), self._buffer)
            self._buffer = None
        return self._array

    # What it is

    @property
    def dtype(self):
        """Element type."""
        if self._dtype is None:
            self._dtype = dtype(self._array.dtype())
        return self._dtype

    @property
    def shape(self):
        """Length of each axis."""
        if self._shape is None:
            self._shape = tuple(self._array.shape())
        return self._shape

    @property
    def ndim(self):
        """Number of axes."""
        return len(self.shape)

    @property
    def size(self):
        """Number of elements."""
        count = 1
        for each in self.shape:
            count *= each
        return count

    @property
    def itemsize(self):
        """Bytes of an element."""
        return self.dtype.itemsize

    @property
    def nbytes(self):
        """Bytes of all elements."""
        return self.size * self.itemsize

    @property
    def strides(self):
        """Bytes from one element to the next along each axis."""
        strides, step = [], self.itemsize
        for each in reversed(self.shape):
            strides.append(step)
            step *= each
        return tuple(reversed(strides))

    def __len__(self):
        if not self.shape:
            raise TypeError("an array without axes has no length")
        return self.shape[0]

    def __repr__(self):
        return f"array({printing.text_of(self)}, shape={self.shape}, dtype={self.dtype})"

    def __str__(self):
        return printing.text_of(self)

    # Elements into Python

    def tobytes(self):
        """The elements as bytes: C order, little-endian."""
        return binary.read(self._buffer if self._buffer is not None else self._array.to_buffer())

    __bytes__ = tobytes

    def __buffer__(self, flags):
        data = memoryview(self.tobytes())
        if self.dtype.format is None or self.size == 0:
            return data
        return data.cast(self.dtype.format, self.shape) if self.shape else data.cast(self.dtype.format)

    def tolist(self):
        """Nested lists of numbers; a number for an array without axes."""
        data = self.tobytes()
        if self.dtype.kind == "c":
            half = "f" if self.itemsize == 8 else "d"
            parts = memoryview(data).cast(half).tolist()
            numbers = list(map(complex, parts[0::2], parts[1::2]))
        elif self.dtype.name == "float16":
            numbers = list(struct.unpack(f"<{self.size}e", data))
        else:
            numbers = memoryview(data).cast(self.dtype.format).tolist()
        for axis in reversed(self.shape[1:]):
            count = len(numbers) // axis if axis else 0
            numbers = [numbers[index * axis : (index + 1) * axis] for index in range(count)]
        return numbers if self.shape else numbers[0]

    def item(self, *place):
        """A single element as a number; without a place, of an array that has one element."""
        if not place:
            if self.size != 1:
                raise ValueError("only an array with one element is a single number")
            place = (0,) * self.ndim
        elif len(place) == 1 and self.ndim != 1:
            return self.reshape(-1).item(place[0]) if not isinstance(place[0], tuple) else self.item(*place[0])
        return self._element([position(each) for each in place])

    def _element(self, place):
        if self.dtype.kind == "c":
            return self._select(arrays.Selection_Basic([arrays.Index_At(each) for each in place])).tolist()
        return indexed(self._handle().element, place).value

    def __iter__(self):
        if self.ndim == 1:
            return iter(self.tolist())
        return (self[index] for index in range(len(self)))

    def __bool__(self):
        if self.size != 1:
            raise ValueError("an array with several elements is neither true nor false; use any() or all()")
        return bool(self.item())

    def __float__(self):
        return float(self.item())

    def __int__(self):
        return int(self.item())

    def __index__(self):
        if self.dtype.kind not in "iu":
            raise TypeError("only whole numbers can be an index")
        return self.item()

    def __contains__(self, value):
        return bool((self == value).any())

    # Elements of it

    def __getitem__(self, key):
        return indexing.read(self, key)

    def __setitem__(self, key, values):
        indexing.write(self, key, values)

    def _select(self, selection):
        return ndarray._of(indexed(self._handle().select, selection))

    def take(self, positions, axis=None):
        """Elements along an axis, or of all, by their positions."""
        return ndarray._of(indexed(self._handle().take, asarray(positions)._handle(), one_axis(axis)))

    def nonzero(self):
        """For each axis the positions of the elements other than 0."""
        return tuple(map(ndarray._of, done(self._handle().nonzero)))

    def fill(self, value):
        """Sets all elements."""
        self[...] = value

    # As another array

    def astype(self, dtype, saturating=False, copy=True):
        """The elements as another type; `saturating` keeps numbers beyond its range at its end."""
        kind = _dtype(dtype)
        return ndarray._of(done(self._handle().as_type, kind._wire, bool(saturating)))

    def copy(self):
        """An array of its own with the same elements."""
        return ndarray._of(self._handle().clone())

    def reshape(self, *lengths):
        """The same elements in another shape; one length may be -1."""
        lengths = lengths[0] if len(lengths) == 1 and isinstance(lengths[0], (tuple, list)) else lengths
        return ndarray._of(done(self._handle().reshape, [position(each) for each in lengths]))

    def ravel(self):
        """All elements along one axis."""
        return self.reshape(-1)

    flatten = ravel

    def squeeze(self, axis=None):
        """Without axes of length 1."""
        drop = None if axis is None else {each % self.ndim for each in axes(axis)}
        if drop is not None and any(self.shape[each] != 1 for each in drop):
            raise ValueError("only an axis of length 1 can be left out")
        kept = [n for each, n in enumerate(self.shape) if n != 1 or (drop is not None and each not in drop)]
        return self.reshape(kept)

    def transpose(self, *order):
        """The axes in another order, by default reversed."""
        order = order[0] if len(order) == 1 and isinstance(order[0], (tuple, list)) else order
        return ndarray._of(done(self._handle().transpose, axes(tuple(order)) if order and order[0] is not None else None))

    @property
    def T(self):
        """The axes reversed."""
        return self.transpose()

    def swapaxes(self, first, second):
        """Two axes exchanged."""
        order = list(range(self.ndim))
        order[first], order[second] = order[second], order[first]
        return self.transpose(order)

    def repeat(self, count, axis=None):
        """Each element that many times."""
        return ndarray._of(done(self._handle().repeat, length(count), one_axis(axis)))

    # Reductions

    def _reduce(self, operation, axis, keepdims):
        result = ndarray._of(done(self._handle().reduce, operation, axes(axis), bool(keepdims)))
        return result if result.shape else result.item()

    def sum(self, axis=None, dtype=None, keepdims=False):
        """Sum; of integers in 64 bits."""
        return _cast(self, dtype)._reduce(arrays.Reduction_Sum(), axis, keepdims)

    def prod(self, axis=None, dtype=None, keepdims=False):
        """Product; of integers in 64 bits."""
        return _cast(self, dtype)._reduce(arrays.Reduction_Product(), axis, keepdims)

    def mean(self, axis=None, dtype=None, keepdims=False):
        """Mean."""
        return _cast(self, dtype)._reduce(arrays.Reduction_Mean(), axis, keepdims)

    def var(self, axis=None, ddof=0, keepdims=False):
        """Variance."""
        return self._reduce(arrays.Reduction_Variance(float(ddof)), axis, keepdims)

    def std(self, axis=None, ddof=0, keepdims=False):
        """Standard deviation."""
        return self._reduce(arrays.Reduction_StandardDeviation(float(ddof)), axis, keepdims)

    def min(self, axis=None, keepdims=False):
        """Smallest element."""
        return self._reduce(arrays.Reduction_Minimum(), axis, keepdims)

    def max(self, axis=None, keepdims=False):
        """Largest element."""
        return self._reduce(arrays.Reduction_Maximum(), axis, keepdims)

    def argmin(self, axis=None, keepdims=False):
        """Position of the smallest element."""
        return self._reduce(arrays.Reduction_Argmin(), axis, keepdims)

    def argmax(self, axis=None, keepdims=False):
        """Position of the largest element."""
        return self._reduce(arrays.Reduction_Argmax(), axis, keepdims)

    def any(self, axis=None, keepdims=False):
        """Whether any element is other than 0."""
        return self._reduce(arrays.Reduction_Any(), axis, keepdims)

    def all(self, axis=None, keepdims=False):
        """Whether all elements are other than 0."""
        return self._reduce(arrays.Reduction_All(), axis, keepdims)

    def cumsum(self, axis=None):
        """Sums of the elements so far."""
        return ndarray._of(done(self._handle().accumulate, arrays.Accumulation.SUM, one_axis(axis)))

    def cumprod(self, axis=None):
        """Products of the elements so far."""
        return ndarray._of(done(self._handle().accumulate, arrays.Accumulation.PRODUCT, one_axis(axis)))

    def sort(self, axis=-1):
        """Sorts the elements along an axis, in place."""
        self[...] = ndarray._of(done(self._handle().sort, one_axis(axis)))

    def argsort(self, axis=-1):
        """Positions that the sorted elements come from."""
        return ndarray._of(done(self._handle().sort_positions, one_axis(axis)))

    # Arithmetic

    def _apply(self, operation):
        return ndarray._of(done(self._handle().apply, operation))

    def clip(self, min=None, max=None):
        """The elements, none below `min` and none above `max`."""
        least = None if min is None else self._operand(min)
        return ndarray._of(done(self._handle().clip, least, None if max is None else self._operand(max)))

    def round(self, decimals=0):
        """The nearest whole numbers, or numbers with that many decimals."""
        if decimals == 0:
            return self._apply(_UNARY.ROUND)
        factor = 10.0 ** whole(decimals)
        return (self * factor)._apply(_UNARY.ROUND) / factor

    def dot(self, other):
        """Product of matrices or vectors."""
        product = ndarray._of(done(arrays.matrix_product, self._handle(), asarray(other)._handle()))
        return product if product.shape else product.item()

    def __matmul__(self, other):
        return self.dot(other)

    def __rmatmul__(self, other):
        return asarray(other).dot(self)

    def __neg__(self):
        return self._apply(_UNARY.NEGATIVE)

    def __pos__(self):
        return self.copy()

    def __abs__(self):
        return self._apply(_UNARY.ABSOLUTE)

    def __invert__(self):
        return self._apply(_UNARY.BITWISE_NOT)

    def __round__(self, decimals=0):
        return self.round(decimals or 0)

    def __divmod__(self, other):
        return self // other, self % other

    @staticmethod
    def _operand(value):
        if isinstance(value, ndarray):
            return arrays.Operand_Array(value._handle())
        if is_number(value):
            return arrays.Operand_Scalar(scalar(value))
        return arrays.Operand_Array(asarray(value)._handle())

    @staticmethod
    def _asarray(value):
        return asarray(value)


def combined(operation, left, right):
    """An operation on two arrays or numbers."""
    return ndarray._of(done(arrays.combine, operation, ndarray._operand(left), ndarray._operand(right)))


def _is_operand(value):
    return isinstance(value, (ndarray, list, tuple, range, memoryview)) or is_number(value) or hasattr(value, "__buffer__")


def _operator(operation, is_reflected=False):
    def operate(self, other):
        if not _is_operand(other):
            return NotImplemented
        return combined(operation, other, self) if is_reflected else combined(operation, self, other)

    return operate


for _name, _operation in {
    "add": _BINARY.ADD,
    "sub": _BINARY.SUBTRACT,
    "mul": _BINARY.MULTIPLY,
    "truediv": _BINARY.DIVIDE,
    "floordiv": _BINARY.FLOOR_DIVIDE,
    "mod": _BINARY.REMAINDER,
    "pow": _BINARY.POWER,
    "and": _BINARY.BITWISE_AND,
    "or": _BINARY.BITWISE_OR,
    "xor": _BINARY.BITWISE_XOR,
    "lshift": _BINARY.LEFT_SHIFT,
    "rshift": _BINARY.RIGHT_SHIFT,
}.items():
    setattr(ndarray, f"__{_name}__", _operator(_operation))
    setattr(ndarray, f"__r{_name}__", _operator(_operation, is_reflected=True))

for _name, _operation in {
    "eq": _BINARY.EQUAL,
    "ne": _BINARY.NOT_EQUAL,
    "lt": _BINARY.LESS,
    "le": _BINARY.LESS_EQUAL,
    "gt": _BINARY.GREATER,
    "ge": _BINARY.GREATER_EQUAL,
}.items():
    setattr(ndarray, f"__{_name}__", _operator(_operation))


# Making arrays


def array(values, dtype=None):
    """An array of nested lists of numbers, of another array, or of an object with the buffer
    protocol. Whole numbers become `int64` and fractional ones `float64` unless `dtype` says."""
    if isinstance(values, ndarray):
        return values.copy() if dtype is None else values.astype(dtype)
    return asarray(values, dtype)


def asarray(values, dtype=None):
    """As `array`; what is an array of that type already is given as it is."""
    kind = None if dtype is None else _dtype(dtype)
    if isinstance(values, ndarray):
        return values if kind in (None, values.dtype) else values.astype(kind)
    if isinstance(values, (str, dict, set)):
        raise TypeError(f"an array is made of numbers, not of {type(values).__name__}")
    if not isinstance(values, (list, tuple, range)) and not is_number(values):
        try:
            return _of_memory(memoryview(values), kind)
        except TypeError:
            if not hasattr(values, "__iter__"):
                raise TypeError(f"an array cannot be made of {type(values).__name__}") from None
            values = list(values)
    return _of_lists(values, kind)


def _of_memory(view, kind):
    element = of_format(view.format, view.itemsize)
    made = ndarray._of(done(arrays.Array.from_buffer, element._wire, list(view.shape), binary.to_buffer(view.tobytes())))
    return made if kind in (None, element) else made.astype(kind)


def _of_lists(values, kind):
    numbers, lengths = _flattened(values)
    if any(isinstance(each, ndarray) for each in numbers):
        return _stacked(numbers, lengths, kind)
    kinds = set(map(type, numbers))
    if complex in kinds:
        return _of_complex(numbers, lengths, kind or named("complex128"))
    if kinds <= {bool}:
        data, found = arrays.Numbers_Booleans(numbers), named("bool") if numbers else named("float64")
    elif kinds <= {int, bool} and -(2**63) <= min(numbers) and max(numbers) < 2**63:
        data, found = arrays.Numbers_Integers([int(each) for each in numbers] if bool in kinds else numbers), _INT64
    else:
        if kinds <= {int, bool} and kind is None and 0 <= min(numbers) and max(numbers) < 2**64:
            return _of_unsigned(numbers, lengths)
        data, found = arrays.Numbers_Floats([_float(each) for each in numbers]), named("float64")
    return ndarray._of(done(arrays.Array.from_numbers, (kind or found)._wire, lengths, data))


def _float(number):
    if isinstance(number, (str, bytes)) or number is None:
        raise TypeError(f"an array is made of numbers, not of {type(number).__name__}")
    return float(number)


def _of_unsigned(numbers, lengths):
    data = struct.pack(f"<{len(numbers)}Q", *numbers)
    return ndarray._of(done(arrays.Array.from_bytes, named("uint64")._wire, lengths, data))


def _of_complex(numbers, lengths, kind):
    if kind.kind != "c":
        raise TypeError(f"complex numbers cannot be elements of type {kind}")
    parts = [part for number in map(complex, numbers) for part in (number.real, number.imag)]
    data = struct.pack(f"<{len(parts)}{'f' if kind.itemsize == 8 else 'd'}", *parts)
    return ndarray._of(done(arrays.Array.from_bytes, kind._wire, lengths, data))


def _stacked(parts, lengths, kind):
    """An array of arrays, which become the last axes."""
    handles = [asarray(part)._handle() for part in parts]
    stacked = ndarray._of(done(arrays.stack, handles, 0))
    stacked = stacked.reshape([*lengths, *stacked.shape[1:]])
    return stacked if kind is None else stacked.astype(kind)


def _flattened(values):
    """All numbers of nested lists in C order, and the lists' lengths."""
    lengths = []
    numbers = [values]
    while numbers and isinstance(numbers[0], (list, tuple, range)):
        count = len(numbers[0])
        if any(not isinstance(each, (list, tuple, range)) or len(each) != count for each in numbers):
            raise ValueError("the lists for an array must have the same length on each level")
        lengths.append(count)
        numbers = [member for each in numbers for member in each]
        if len(lengths) > 64:
            raise ValueError("the lists for an array are nested too deeply")
    if any(isinstance(each, (list, tuple, range)) for each in numbers):
        raise ValueError("the lists for an array must have the same length on each level")
    return numbers, lengths


def full_of(lengths, value, dtype=None):
    """An array with the same number everywhere."""
    kind = _dtype(dtype) if dtype is not None else _dtype(type(value))
    if kind.kind == "c":
        filled = _of_complex([value], [1], kind)
        return ndarray._of(done(filled._handle().broadcast_to, shape(lengths)))
    return ndarray._of(done(arrays.Array.full, kind._wire, shape(lengths), scalar(value)))


def _dtype(of):
    return dtype(of)


def _cast(array, kind):
    return array if kind is None else array.astype(kind)
