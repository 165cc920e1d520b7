"""numpy's functions on arrays."""

import builtins
import math

from wit_world.imports import arrays

from .array import array, asarray, combined, full_of, ndarray
from .element_types import dtype as _dtype
from .operands import axes, done, is_number, length, one_axis, position, scalar, whole

_UNARY = arrays.UnaryOperation
_BINARY = arrays.BinaryOperation


def _unary(operation):
    def apply(a):
        result = asarray(a)._apply(operation)
        # Of a number a number, as numpy gives.
        return result.item() if is_number(a) else result

    apply.__name__ = operation.name.lower()
    return apply


def _binary(operation):
    def combine(a, b):
        result = combined(operation, a, b)
        return result.item() if is_number(a) and is_number(b) else result

    combine.__name__ = operation.name.lower()
    return combine


negative, absolute, sign, square = map(_unary, (_UNARY.NEGATIVE, _UNARY.ABSOLUTE, _UNARY.SIGN, _UNARY.SQUARE))
abs = absolute
sqrt, cbrt, exp, expm1 = map(_unary, (_UNARY.SQRT, _UNARY.CBRT, _UNARY.EXP, _UNARY.EXPM1))
log, log2, log10, log1p = map(_unary, (_UNARY.LOG, _UNARY.LOG2, _UNARY.LOG10, _UNARY.LOG1P))
sin, cos, tan = map(_unary, (_UNARY.SIN, _UNARY.COS, _UNARY.TAN))
arcsin, arccos, arctan = map(_unary, (_UNARY.ARCSIN, _UNARY.ARCCOS, _UNARY.ARCTAN))
sinh, cosh, tanh = map(_unary, (_UNARY.SINH, _UNARY.COSH, _UNARY.TANH))
floor, ceil, trunc, rint = map(_unary, (_UNARY.FLOOR, _UNARY.CEIL, _UNARY.TRUNC, _UNARY.ROUND))
reciprocal, logical_not, invert = map(_unary, (_UNARY.RECIPROCAL, _UNARY.LOGICAL_NOT, _UNARY.BITWISE_NOT))
isnan, isfinite, isinf = map(_unary, (_UNARY.IS_NAN, _UNARY.IS_FINITE, _UNARY.IS_INFINITE))

add, subtract, multiply, divide = map(_binary, (_BINARY.ADD, _BINARY.SUBTRACT, _BINARY.MULTIPLY, _BINARY.DIVIDE))
floor_divide, remainder, power = map(_binary, (_BINARY.FLOOR_DIVIDE, _BINARY.REMAINDER, _BINARY.POWER))
true_divide, mod = divide, remainder
minimum, maximum = map(_binary, (_BINARY.MINIMUM, _BINARY.MAXIMUM))
arctan2, hypot = map(_binary, (_BINARY.ARCTAN2, _BINARY.HYPOT))
equal, not_equal, less = map(_binary, (_BINARY.EQUAL, _BINARY.NOT_EQUAL, _BINARY.LESS))
less_equal, greater, greater_equal = map(_binary, (_BINARY.LESS_EQUAL, _BINARY.GREATER, _BINARY.GREATER_EQUAL))
logical_and, logical_or, logical_xor = map(_binary, (_BINARY.LOGICAL_AND, _BINARY.LOGICAL_OR, _BINARY.LOGICAL_XOR))
bitwise_and, bitwise_or, bitwise_xor = map(_binary, (_BINARY.BITWISE_AND, _BINARY.BITWISE_OR, _BINARY.BITWISE_XOR))
left_shift, right_shift = map(_binary, (_BINARY.LEFT_SHIFT, _BINARY.RIGHT_SHIFT))

# Making arrays


def zeros(shape, dtype=float):
    """An array of zeros."""
    return full_of(shape, 0, dtype)


def ones(shape, dtype=float):
    """An array of ones."""
    return full_of(shape, 1, dtype)


def full(shape, fill_value, dtype=None):
    """An array with the same number everywhere."""
    return full_of(shape, fill_value, dtype)


empty = zeros


def zeros_like(a, dtype=None):
    """Zeros in the shape and type of another array."""
    a = asarray(a)
    return full_of(a.shape, 0, dtype or a.dtype)


def ones_like(a, dtype=None):
    """Ones in the shape and type of another array."""
    a = asarray(a)
    return full_of(a.shape, 1, dtype or a.dtype)


def full_like(a, fill_value, dtype=None):
    """The same number everywhere, in the shape and type of another array."""
    a = asarray(a)
    return full_of(a.shape, fill_value, dtype or a.dtype)


empty_like = zeros_like


def arange(start, stop=None, step=1, dtype=None):
    """Numbers from `start` (0 if there is one argument) to before `stop`."""
    if stop is None:
        start, stop = 0, start
    kind = None if dtype is None else _dtype(dtype)._wire
    return ndarray._of(done(arrays.Array.range, scalar(start), scalar(stop), scalar(step), kind))


def linspace(start, stop, num=50, endpoint=True):
    """`num` numbers at equal distances from `start` to `stop`."""
    return ndarray._of(done(arrays.Array.linspace, float(start), float(stop), length(num), bool(endpoint)))


def eye(rows, columns=None, dtype=float):
    """A matrix with ones on its diagonal."""
    columns = rows if columns is None else columns
    return (arange(rows).reshape(-1, 1) == arange(columns)).astype(dtype)


def frombuffer(buffer, dtype=float, count=-1, offset=0):
    """An array of one axis of bytes."""
    kind = _dtype(dtype)
    data = memoryview(buffer).cast("B")[offset:]
    items = len(data) // kind.itemsize if count < 0 else count
    return ndarray._of(done(arrays.Array.from_bytes, kind._wire, [items], bytes(data[: items * kind.itemsize])))


def meshgrid(x, y, indexing="xy"):
    """Two arrays with the coordinates of a grid."""
    x, y = asarray(x), asarray(y)
    if indexing == "ij":
        return [broadcast_to(x.reshape(-1, 1), (x.size, y.size)), broadcast_to(y, (x.size, y.size))]
    return [broadcast_to(x, (y.size, x.size)), broadcast_to(y.reshape(-1, 1), (y.size, x.size))]


# Shapes


def reshape(a, shape):
    """The same elements in another shape."""
    return asarray(a).reshape(shape)


def ravel(a):
    """All elements along one axis."""
    return asarray(a).ravel()


def transpose(a, axes=None):
    """The axes in another order."""
    return asarray(a).transpose(axes)


def swapaxes(a, first, second):
    """Two axes exchanged."""
    return asarray(a).swapaxes(first, second)


def moveaxis(a, source, destination):
    """An axis moved to another place."""
    a = asarray(a)
    order = [axis for axis in range(a.ndim) if axis != source % a.ndim]
    order.insert(destination % a.ndim, source % a.ndim)
    return a.transpose(order)


def squeeze(a, axis=None):
    """Without axes of length 1."""
    return asarray(a).squeeze(axis)


def expand_dims(a, axis):
    """With an axis of length 1 put in."""
    a = asarray(a)
    lengths = list(a.shape)
    lengths.insert(axis if axis >= 0 else axis + a.ndim + 1, 1)
    return a.reshape(lengths)


def flip(a, axis=None):
    """Some axes, or all, backwards."""
    return ndarray._of(done(asarray(a)._handle().flip, axes(axis)))


def flipud(a):
    """The first axis backwards."""
    return flip(a, 0)


def fliplr(a):
    """The second axis backwards."""
    return flip(a, 1)


def rot90(a, k=1):
    """The first two axes turned by a quarter, `k` times, counter-clockwise."""
    a = asarray(a)
    order = (1, 0, *range(2, a.ndim))
    for _ in range(k % 4):
        a = flip(a.transpose(order), 0)
    return a


def roll(a, shift, axis=None):
    """The elements moved along an axis; what leaves at one end comes in at the other."""
    return ndarray._of(done(asarray(a)._handle().roll, position(shift), one_axis(axis)))


def repeat(a, repeats, axis=None):
    """Each element that many times."""
    return asarray(a).repeat(repeats, axis)


def tile(a, reps):
    """The whole array that many times along each axis."""
    a = asarray(a)
    reps = list(reps) if isinstance(reps, (tuple, list)) else [reps]
    reps = [1] * (a.ndim - len(reps)) + reps
    a = a.reshape([1] * (len(reps) - a.ndim) + list(a.shape))
    for axis, count in enumerate(reps):
        a = concatenate([a] * count, axis) if count else a[(slice(None),) * axis + (slice(0, 0),)]
    return a


def broadcast_to(a, shape):
    """The array repeated to a shape, as arithmetic does."""
    lengths = list(shape) if isinstance(shape, (tuple, list)) else [shape]
    return ndarray._of(done(asarray(a)._handle().broadcast_to, [length(each) for each in lengths]))


def pad(a, pad_width, mode="constant", constant_values=0):
    """Elements put around: `constant`, `edge`, `reflect`, `symmetric` or `wrap`."""
    a = asarray(a)
    kinds = {"edge": arrays.Padding_Edge, "reflect": arrays.Padding_Reflect}
    kinds |= {"symmetric": arrays.Padding_Symmetric, "wrap": arrays.Padding_Wrap}
    if mode == "constant":
        padding = arrays.Padding_Constant(scalar(constant_values))
    elif mode in kinds:
        padding = kinds[mode]()
    else:
        raise ValueError(f"pad knows constant, edge, reflect, symmetric and wrap, not {mode!r}")
    if is_number(pad_width):
        widths = [(pad_width, pad_width)] * a.ndim
    elif builtins.all(is_number(each) for each in pad_width):
        widths = [tuple(pad_width) if len(pad_width) == 2 else (pad_width[0],) * 2] * a.ndim
    else:
        widths = [tuple(each) for each in pad_width] if len(pad_width) > 1 else [tuple(pad_width[0])] * a.ndim
    widths = [(length(before), length(after)) for before, after in widths]
    return ndarray._of(done(a._handle().pad, widths, padding))


def concatenate(arrays_to_join, axis=0):
    """Arrays one after the other along an axis that they have."""
    parts = [asarray(each) for each in arrays_to_join]
    if axis is None:
        parts, axis = [each.ravel() for each in parts], 0
    return ndarray._of(done(arrays.concatenate, [each._handle() for each in parts], whole(axis)))


def stack(arrays_to_join, axis=0):
    """Arrays of one shape along a new axis."""
    return ndarray._of(done(arrays.stack, [asarray(each)._handle() for each in arrays_to_join], whole(axis)))


def vstack(arrays_to_join):
    """Arrays below each other."""
    return concatenate([each if each.ndim > 1 else each.reshape(1, -1) for each in map(asarray, arrays_to_join)])


def hstack(arrays_to_join):
    """Arrays beside each other."""
    parts = [asarray(each) for each in arrays_to_join]
    return concatenate(parts, 0 if parts[0].ndim == 1 else 1)


def dstack(arrays_to_join):
    """Planes as channels: images of two axes along a third."""
    return concatenate([each[..., None] if each.ndim == 2 else each for each in map(asarray, arrays_to_join)], 2)


def split(a, sections, axis=0):
    """Parts of equal length along an axis, or parts between positions."""
    a = asarray(a)
    total = a.shape[axis]
    if is_number(sections):
        if total % sections:
            raise ValueError(f"{total} elements do not split in {sections} equal parts")
        sections = range(total // sections, total, total // sections)
    ends = [0, *sections, total]
    before = (slice(None),) * (axis % a.ndim)
    return [a[(*before, slice(start, stop))] for start, stop in zip(ends, ends[1:])]


# Choosing and comparing


def where(condition, x=None, y=None):
    """Elements of `x` where the condition holds, else of `y`; positions of it without these two."""
    if x is None and y is None:
        return asarray(condition).nonzero()
    chosen = done(arrays.choose, asarray(condition)._handle(), ndarray._operand(x), ndarray._operand(y))
    return ndarray._of(chosen)


def clip(a, a_min=None, a_max=None):
    """The elements, none below `a_min` and none above `a_max`."""
    return asarray(a).clip(a_min, a_max)


def isclose(a, b, rtol=1e-05, atol=1e-08):
    """Whether elements differ by no more than a tolerance."""
    a, b = asarray(a), asarray(b)
    near = abs(a - b) <= atol + rtol * abs(b)
    return (near & isfinite(b)) | (a == b)


def allclose(a, b, rtol=1e-05, atol=1e-08):
    """Whether all elements are close."""
    return bool(isclose(a, b, rtol, atol).all())


def array_equal(a, b):
    """Whether shape and all elements are equal."""
    a, b = asarray(a), asarray(b)
    return a.shape == b.shape and bool((a == b).all())


def nonzero(a):
    """For each axis the positions of the elements other than 0."""
    return asarray(a).nonzero()


def argwhere(a):
    """The positions of the elements other than 0, one row each."""
    return stack(asarray(a).nonzero(), 1)


def take(a, indices, axis=None):
    """Elements by their positions."""
    return asarray(a).take(indices, axis)


# Reductions


def _method(name):
    def reduce(a, axis=None, **options):
        return getattr(asarray(a), name)(axis, **options)

    reduce.__name__ = name
    return reduce


sum, prod, mean, var, std = map(_method, ("sum", "prod", "mean", "var", "std"))
min, max, argmin, argmax = map(_method, ("min", "max", "argmin", "argmax"))
amin, amax = min, max
any, all, cumsum, cumprod = map(_method, ("any", "all", "cumsum", "cumprod"))


def median(a, axis=None, keepdims=False):
    """Median."""
    return asarray(a)._reduce(arrays.Reduction_Median(), axis, keepdims)


def quantile(a, q, axis=None, keepdims=False):
    """Quantile between 0 and 1, or several."""
    if is_number(q):
        return asarray(a)._reduce(arrays.Reduction_Quantile(float(q)), axis, keepdims)
    return array([quantile(a, each, axis, keepdims) for each in q])


def percentile(a, q, axis=None, keepdims=False):
    """Percentile between 0 and 100, or several."""
    return quantile(a, q / 100 if is_number(q) else [each / 100 for each in q], axis, keepdims)


def count_nonzero(a, axis=None, keepdims=False):
    """How many elements are other than 0."""
    return asarray(a)._reduce(arrays.Reduction_CountNonzero(), axis, keepdims)


def ptp(a, axis=None):
    """Largest less smallest element."""
    return max(a, axis) - min(a, axis)


def average(a, axis=None, weights=None):
    """Mean, weighted if `weights` are given."""
    if weights is None:
        return mean(a, axis)
    weights = asarray(weights)
    return sum(asarray(a) * weights, axis) / sum(broadcast_to(weights, asarray(a).shape), axis)


# Order, counting


def sort(a, axis=-1):
    """The elements sorted."""
    return ndarray._of(done(asarray(a)._handle().sort, one_axis(axis)))


def argsort(a, axis=-1):
    """Positions that the sorted elements come from."""
    return asarray(a).argsort(axis)


def unique(a, return_counts=False, return_inverse=False):
    """The different elements, ascending; with their counts, and for each element its place among them."""
    found = done(asarray(a)._handle().unique)
    result = [ndarray._of(found.values)]
    result += [ndarray._of(found.inverse)] if return_inverse else []
    result += [ndarray._of(found.counts)] if return_counts else []
    return result[0] if len(result) == 1 else tuple(result)


def bincount(a, weights=None, minlength=0):
    """How often each whole number is there."""
    weights = None if weights is None else asarray(weights)._handle()
    return ndarray._of(done(asarray(a)._handle().count_integers, weights, length(minlength)))


def histogram(a, bins=10, range=None, weights=None):
    """Counts in bins, and the bins' edges."""
    if not is_number(bins):
        wanted = arrays.Bins_Edges([float(edge) for edge in bins])
    elif range is None:
        wanted = arrays.Bins_Count(whole(builtins.max(bins, 0)))
    else:
        wanted = arrays.Bins_Between((whole(builtins.max(bins, 0)), float(range[0]), float(range[1])))
    weights = None if weights is None else asarray(weights)._handle()
    result = done(asarray(a)._handle().histogram, wanted, weights)
    return ndarray._of(result.counts), ndarray._of(result.edges)


def searchsorted(a, v, side="left"):
    """Where numbers would have to be put into a sorted array."""
    found = ndarray._of(done(asarray(a)._handle().search_sorted, asarray(v)._handle(), side == "right"))
    return found if found.shape else found.item()


def digitize(x, bins):
    """In which bin each element is, for increasing edges."""
    return searchsorted(bins, x, side="right")


def diff(a, n=1, axis=-1):
    """Differences of neighbours along an axis."""
    a = asarray(a)
    before = (slice(None),) * (axis % a.ndim)
    for _ in range(n):
        a = a[(*before, slice(1, None))] - a[(*before, slice(None, -1))]
    return a


def dot(a, b):
    """Product of matrices or vectors."""
    return asarray(a).dot(b)


matmul = dot


def outer(a, b):
    """Products of all elements of one with all of the other."""
    return asarray(a).reshape(-1, 1) * asarray(b).reshape(1, -1)


def round(a, decimals=0):
    """The nearest numbers with that many decimals."""
    return asarray(a).round(decimals)


around = round
pi, e, inf, nan, newaxis = math.pi, math.e, math.inf, math.nan, None

# What `from imjoy.ndarray import *` gives: all but what this module itself imports.
__all__ = [
    name
    for name, value in list(globals().items())
    if not name.startswith("_") and (getattr(value, "__module__", None) == __name__ or isinstance(value, float))
] + ["newaxis"]
