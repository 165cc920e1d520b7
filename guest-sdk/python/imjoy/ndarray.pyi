"""Arrays with numpy's names: `from imjoy import ndarray as np`.

The elements lie in the host's memory and the host computes. The rules are numpy's, except:

* An index or slice gives a copy, no view: `a[0][1] = 5` changes nothing, `a[0, 1] = 5` does.
* Single elements, and sums and so on over a whole array, are Python's numbers.
* Complex arrays can be made, indexed, reshaped and joined, but not computed with.

Generated from wit/ by guest-sdk/stubs; edit that.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeAlias, overload

from typing_extensions import Buffer, Self

from imjoy import Record

_Number: TypeAlias = bool | int | float | complex
_ArrayLike: TypeAlias = ndarray | _Number | Buffer | Sequence[Any]
_Axes: TypeAlias = int | Sequence[int] | None
_Dtype: TypeAlias = dtype | str | type
_Shape: TypeAlias = int | Sequence[int]
_Boundary: TypeAlias = Literal["reflect", "mirror", "nearest", "wrap", "constant"]

class dtype:
    """An element type; equal to its name: `dtype("uint8") == "uint8"`."""

    name: str
    """numpy's name."""

    kind: str
    """`b` truth values, `i` signed, `u` unsigned, `f` fractional, `c` complex."""

    itemsize: int
    """Bytes of an element."""

    format: str | None
    """Format of `struct`; None for complex numbers."""

    def __new__(cls, of: _Dtype) -> Self: ...
    def __call__(self, value: _Number = 0) -> Any:
        """A number of this type, as Python's own."""

    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...

class ndarray:
    """An array of numbers in C order, with numpy's operators and methods.

    Made by `array`, `zeros` and so on. `bytes(a)` and `memoryview(a)` copy its elements into
    Python; until then they stay in the host, also when it is passed on.
    """

    def __init__(self, shape: _Shape, dtype: _Dtype = ...) -> None: ...

    @property
    def dtype(self) -> dtype:
        """Element type."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Length of each axis."""

    @property
    def ndim(self) -> int:
        """Number of axes."""

    @property
    def size(self) -> int:
        """Number of elements."""

    @property
    def itemsize(self) -> int:
        """Bytes of an element."""

    @property
    def nbytes(self) -> int:
        """Bytes of all elements."""

    @property
    def strides(self) -> tuple[int, ...]:
        """Bytes from one element to the next along each axis."""

    @property
    def T(self) -> ndarray:
        """The axes reversed."""

    def tobytes(self) -> bytes:
        """The elements as bytes: C order, little-endian."""

    def tolist(self) -> Any:
        """Nested lists of numbers; a number for an array without axes."""

    def item(self, *place: int) -> Any:
        """A single element as a number; without a place, of an array that has one element."""

    def take(self, positions: _ArrayLike, axis: int | None = None) -> ndarray:
        """Elements along an axis, or of all, by their positions."""

    def nonzero(self) -> tuple[ndarray, ...]:
        """For each axis the positions of the elements other than 0."""

    def fill(self, value: _Number) -> None:
        """Sets all elements."""

    def astype(self, dtype: _Dtype, saturating: bool = False, copy: bool = True) -> ndarray:
        """The elements as another type; `saturating` keeps numbers beyond its range at its end."""

    def copy(self) -> ndarray:
        """An array of its own with the same elements."""

    def reshape(self, *lengths: int | Sequence[int]) -> ndarray:
        """The same elements in another shape; one length may be -1."""

    def ravel(self) -> ndarray:
        """All elements along one axis."""
    flatten = ravel

    def squeeze(self, axis: _Axes = None) -> ndarray:
        """Without axes of length 1."""

    def transpose(self, *order: int | Sequence[int] | None) -> ndarray:
        """The axes in another order, by default reversed."""

    def swapaxes(self, first: int, second: int) -> ndarray:
        """Two axes exchanged."""

    def repeat(self, count: int, axis: int | None = None) -> ndarray:
        """Each element that many times."""

    def sum(self, axis: _Axes = None, dtype: _Dtype | None = None, keepdims: bool = False) -> Any:
        """Sum; of integers in 64 bits."""

    def prod(self, axis: _Axes = None, dtype: _Dtype | None = None, keepdims: bool = False) -> Any:
        """Product; of integers in 64 bits."""

    def mean(self, axis: _Axes = None, dtype: _Dtype | None = None, keepdims: bool = False) -> Any:
        """Mean."""

    def var(self, axis: _Axes = None, ddof: float = 0, keepdims: bool = False) -> Any:
        """Variance."""

    def std(self, axis: _Axes = None, ddof: float = 0, keepdims: bool = False) -> Any:
        """Standard deviation."""

    def min(self, axis: _Axes = None, keepdims: bool = False) -> Any:
        """Smallest element."""

    def max(self, axis: _Axes = None, keepdims: bool = False) -> Any:
        """Largest element."""

    def argmin(self, axis: _Axes = None, keepdims: bool = False) -> Any:
        """Position of the smallest element."""

    def argmax(self, axis: _Axes = None, keepdims: bool = False) -> Any:
        """Position of the largest element."""

    def any(self, axis: _Axes = None, keepdims: bool = False) -> Any:
        """Whether any element is other than 0."""

    def all(self, axis: _Axes = None, keepdims: bool = False) -> Any:
        """Whether all elements are other than 0."""

    def cumsum(self, axis: int | None = None) -> ndarray:
        """Sums of the elements so far."""

    def cumprod(self, axis: int | None = None) -> ndarray:
        """Products of the elements so far."""

    def sort(self, axis: int | None = -1) -> None:
        """Sorts the elements along an axis, in place."""

    def argsort(self, axis: int | None = -1) -> ndarray:
        """Positions that the sorted elements come from."""

    def clip(self, min: _ArrayLike | None = None, max: _ArrayLike | None = None) -> ndarray:
        """The elements, none below `min` and none above `max`."""

    def round(self, decimals: int = 0) -> ndarray:
        """The nearest whole numbers, or numbers with that many decimals."""

    def dot(self, other: _ArrayLike) -> Any:
        """Product of matrices or vectors."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __bool__(self) -> bool: ...
    def __int__(self) -> int: ...
    def __float__(self) -> float: ...
    def __index__(self) -> int: ...
    def __bytes__(self) -> bytes: ...
    def __buffer__(self, flags: int, /) -> memoryview: ...
    def __contains__(self, value: _Number) -> bool: ...
    def __getitem__(self, key: Any) -> Any: ...
    def __setitem__(self, key: Any, values: _ArrayLike) -> None: ...
    def __neg__(self) -> ndarray: ...
    def __pos__(self) -> ndarray: ...
    def __abs__(self) -> ndarray: ...
    def __invert__(self) -> ndarray: ...
    def __round__(self, decimals: int = 0) -> ndarray: ...
    def __divmod__(self, other: _ArrayLike) -> tuple[ndarray, ndarray]: ...
    def __add__(self, other: _ArrayLike) -> ndarray: ...
    def __radd__(self, other: _ArrayLike) -> ndarray: ...
    def __sub__(self, other: _ArrayLike) -> ndarray: ...
    def __rsub__(self, other: _ArrayLike) -> ndarray: ...
    def __mul__(self, other: _ArrayLike) -> ndarray: ...
    def __rmul__(self, other: _ArrayLike) -> ndarray: ...
    def __truediv__(self, other: _ArrayLike) -> ndarray: ...
    def __rtruediv__(self, other: _ArrayLike) -> ndarray: ...
    def __floordiv__(self, other: _ArrayLike) -> ndarray: ...
    def __rfloordiv__(self, other: _ArrayLike) -> ndarray: ...
    def __mod__(self, other: _ArrayLike) -> ndarray: ...
    def __rmod__(self, other: _ArrayLike) -> ndarray: ...
    def __pow__(self, other: _ArrayLike) -> ndarray: ...
    def __rpow__(self, other: _ArrayLike) -> ndarray: ...
    def __matmul__(self, other: _ArrayLike) -> Any: ...
    def __rmatmul__(self, other: _ArrayLike) -> Any: ...
    def __and__(self, other: _ArrayLike) -> ndarray: ...
    def __rand__(self, other: _ArrayLike) -> ndarray: ...
    def __or__(self, other: _ArrayLike) -> ndarray: ...
    def __ror__(self, other: _ArrayLike) -> ndarray: ...
    def __xor__(self, other: _ArrayLike) -> ndarray: ...
    def __rxor__(self, other: _ArrayLike) -> ndarray: ...
    def __lshift__(self, other: _ArrayLike) -> ndarray: ...
    def __rlshift__(self, other: _ArrayLike) -> ndarray: ...
    def __rshift__(self, other: _ArrayLike) -> ndarray: ...
    def __rrshift__(self, other: _ArrayLike) -> ndarray: ...
    def __eq__(self, other: _ArrayLike) -> ndarray: ...  # type: ignore[override]
    def __ne__(self, other: _ArrayLike) -> ndarray: ...  # type: ignore[override]
    def __lt__(self, other: _ArrayLike) -> ndarray: ...
    def __le__(self, other: _ArrayLike) -> ndarray: ...
    def __gt__(self, other: _ArrayLike) -> ndarray: ...
    def __ge__(self, other: _ArrayLike) -> ndarray: ...

bool_: dtype
int8: dtype
int16: dtype
int32: dtype
int64: dtype
uint8: dtype
uint16: dtype
uint32: dtype
uint64: dtype
float16: dtype
float32: dtype
float64: dtype
complex64: dtype
complex128: dtype

pi: float
e: float
inf: float
nan: float
newaxis: None

# Operations on each element; of numbers they give a number.

def negative(a: _ArrayLike) -> Any:
    """The negative; `invalid` for truth values."""

def absolute(a: _ArrayLike) -> Any:
    """The absolute value."""

def sign(a: _ArrayLike) -> Any:
    """-1, 0 or 1; `invalid` for truth values."""

def square(a: _ArrayLike) -> Any:
    """The number times itself."""

def sqrt(a: _ArrayLike) -> Any:
    """Square root."""

def cbrt(a: _ArrayLike) -> Any:
    """Cube root."""

def exp(a: _ArrayLike) -> Any:
    """e to the power of the number."""

def expm1(a: _ArrayLike) -> Any:
    """`exp` less one, exact near 0."""

def log(a: _ArrayLike) -> Any:
    """Natural logarithm."""

def log2(a: _ArrayLike) -> Any:
    """Logarithm to base 2."""

def log10(a: _ArrayLike) -> Any:
    """Logarithm to base 10."""

def log1p(a: _ArrayLike) -> Any:
    """Natural logarithm of one plus the number, exact near 0."""

def sin(a: _ArrayLike) -> Any:
    """Sine of an angle in radians."""

def cos(a: _ArrayLike) -> Any:
    """Cosine of an angle in radians."""

def tan(a: _ArrayLike) -> Any:
    """Tangent of an angle in radians."""

def arcsin(a: _ArrayLike) -> Any:
    """Angle of a sine."""

def arccos(a: _ArrayLike) -> Any:
    """Angle of a cosine."""

def arctan(a: _ArrayLike) -> Any:
    """Angle of a tangent, from -π/2 to π/2."""

def sinh(a: _ArrayLike) -> Any:
    """Hyperbolic sine."""

def cosh(a: _ArrayLike) -> Any:
    """Hyperbolic cosine."""

def tanh(a: _ArrayLike) -> Any:
    """Hyperbolic tangent."""

def floor(a: _ArrayLike) -> Any:
    """The whole number at or below; integers stay as they are."""

def ceil(a: _ArrayLike) -> Any:
    """The whole number at or above; integers stay as they are."""

def rint(a: _ArrayLike) -> Any:
    """The nearest whole number, halves to the even one; integers stay as they are."""

def trunc(a: _ArrayLike) -> Any:
    """The whole number towards 0; integers stay as they are."""

def reciprocal(a: _ArrayLike) -> Any:
    """1 divided by the number, in the number's own type."""

def logical_not(a: _ArrayLike) -> Any:
    """Whether the element is 0."""

def invert(a: _ArrayLike) -> Any:
    """All bits turned over; of truth values their negation. `invalid` for fractional types."""

def isnan(a: _ArrayLike) -> Any:
    """Whether the element is not a number."""

def isfinite(a: _ArrayLike) -> Any:
    """Whether the element is neither infinite nor not-a-number."""

def isinf(a: _ArrayLike) -> Any:
    """Whether the element is infinite."""

def add(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Sum; of truth values `logical-or`."""

def subtract(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Difference; `invalid` for truth values."""

def multiply(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Product; of truth values `logical-and`."""

def divide(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Quotient with a fraction, `float64` for integers."""

def floor_divide(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Quotient, rounded down; 0 where an integer is divided by 0."""

def remainder(a: _ArrayLike, b: _ArrayLike) -> Any:
    """What `floor-divide` leaves, with the sign of the divisor; 0 where an integer is
    divided by 0.
    """

def power(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Power; `invalid` for a negative integer exponent of an integer."""

def minimum(a: _ArrayLike, b: _ArrayLike) -> Any:
    """The smaller one; not-a-number wins."""

def maximum(a: _ArrayLike, b: _ArrayLike) -> Any:
    """The larger one; not-a-number wins."""

def arctan2(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Angle of the point with the left element as y and the right one as x."""

def hypot(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Square root of the sum of the squares."""

def equal(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Whether they are equal. This and the other comparisons give truth values."""

def not_equal(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Whether they differ."""

def less(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Whether the left one is less."""

def less_equal(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Whether the left one is less or equal."""

def greater(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Whether the left one is greater."""

def greater_equal(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Whether the left one is greater or equal."""

def logical_and(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Whether both are other than 0."""

def logical_or(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Whether one or both are other than 0."""

def logical_xor(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Whether just one is other than 0."""

def bitwise_and(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Bits set in both. This and the other operations on bits are `invalid` for fractional
    types.
    """

def bitwise_or(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Bits set in one or both."""

def bitwise_xor(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Bits set in just one."""

def left_shift(a: _ArrayLike, b: _ArrayLike) -> Any:
    """The left one's bits moved up by the right one."""

def right_shift(a: _ArrayLike, b: _ArrayLike) -> Any:
    """The left one's bits moved down by the right one."""
abs = absolute
true_divide = divide
mod = remainder

# Making arrays

def array(values: _ArrayLike, dtype: _Dtype | None = None) -> ndarray:
    """An array of nested lists of numbers, of another array, or of an object with the buffer
    protocol. Whole numbers become `int64` and fractional ones `float64` unless `dtype` says."""

def asarray(values: _ArrayLike, dtype: _Dtype | None = None) -> ndarray:
    """As `array`; what is an array of that type already is given as it is."""

def zeros(shape: _Shape, dtype: _Dtype = ...) -> ndarray:
    """An array of zeros."""

empty = zeros

def ones(shape: _Shape, dtype: _Dtype = ...) -> ndarray:
    """An array of ones."""

def full(shape: _Shape, fill_value: _Number, dtype: _Dtype | None = None) -> ndarray:
    """An array with the same number everywhere."""

def zeros_like(a: _ArrayLike, dtype: _Dtype | None = None) -> ndarray:
    """Zeros in the shape and type of another array."""

empty_like = zeros_like

def ones_like(a: _ArrayLike, dtype: _Dtype | None = None) -> ndarray:
    """Ones in the shape and type of another array."""

def full_like(a: _ArrayLike, fill_value: _Number, dtype: _Dtype | None = None) -> ndarray:
    """The same number everywhere, in the shape and type of another array."""

def arange(start: float, stop: float | None = None, step: float = 1, dtype: _Dtype | None = None) -> ndarray:
    """Numbers from `start` (0 if there is one argument) to before `stop`."""

def linspace(start: float, stop: float, num: int = 50, endpoint: bool = True) -> ndarray:
    """`num` numbers at equal distances from `start` to `stop`."""

def eye(rows: int, columns: int | None = None, dtype: _Dtype = ...) -> ndarray:
    """A matrix with ones on its diagonal."""

def frombuffer(buffer: Buffer, dtype: _Dtype = ..., count: int = -1, offset: int = 0) -> ndarray:
    """An array of one axis of bytes."""

def meshgrid(x: _ArrayLike, y: _ArrayLike, indexing: Literal["xy", "ij"] = "xy") -> list[ndarray]:
    """Two arrays with the coordinates of a grid."""

# Shapes

def reshape(a: _ArrayLike, shape: _Shape) -> ndarray:
    """The same elements in another shape."""

def ravel(a: _ArrayLike) -> ndarray:
    """All elements along one axis."""

def transpose(a: _ArrayLike, axes: Sequence[int] | None = None) -> ndarray:
    """The axes in another order."""

def swapaxes(a: _ArrayLike, first: int, second: int) -> ndarray:
    """Two axes exchanged."""

def moveaxis(a: _ArrayLike, source: int, destination: int) -> ndarray:
    """An axis moved to another place."""

def squeeze(a: _ArrayLike, axis: _Axes = None) -> ndarray:
    """Without axes of length 1."""

def expand_dims(a: _ArrayLike, axis: int) -> ndarray:
    """With an axis of length 1 put in."""

def flip(a: _ArrayLike, axis: _Axes = None) -> ndarray:
    """Some axes, or all, backwards."""

def flipud(a: _ArrayLike) -> ndarray:
    """The first axis backwards."""

def fliplr(a: _ArrayLike) -> ndarray:
    """The second axis backwards."""

def rot90(a: _ArrayLike, k: int = 1) -> ndarray:
    """The first two axes turned by a quarter, `k` times, counter-clockwise."""

def roll(a: _ArrayLike, shift: int, axis: int | None = None) -> ndarray:
    """The elements moved along an axis; what leaves at one end comes in at the other."""

def repeat(a: _ArrayLike, repeats: int, axis: int | None = None) -> ndarray:
    """Each element that many times."""

def tile(a: _ArrayLike, reps: int | Sequence[int]) -> ndarray:
    """The whole array that many times along each axis."""

def broadcast_to(a: _ArrayLike, shape: _Shape) -> ndarray:
    """The array repeated to a shape, as arithmetic does."""

def pad(
    a: _ArrayLike,
    pad_width: Any,
    mode: Literal["constant", "edge", "reflect", "symmetric", "wrap"] = "constant",
    constant_values: _Number = 0,
) -> ndarray:
    """Elements put around."""

def concatenate(arrays_to_join: Sequence[_ArrayLike], axis: int | None = 0) -> ndarray:
    """Arrays one after the other along an axis that they have."""

def stack(arrays_to_join: Sequence[_ArrayLike], axis: int = 0) -> ndarray:
    """Arrays of one shape along a new axis."""

def vstack(arrays_to_join: Sequence[_ArrayLike]) -> ndarray:
    """Arrays below each other."""

def hstack(arrays_to_join: Sequence[_ArrayLike]) -> ndarray:
    """Arrays beside each other."""

def dstack(arrays_to_join: Sequence[_ArrayLike]) -> ndarray:
    """Planes as channels: images of two axes along a third."""

def split(a: _ArrayLike, sections: int | Sequence[int], axis: int = 0) -> list[ndarray]:
    """Parts of equal length along an axis, or parts between positions."""

# Choosing and comparing

@overload
def where(condition: _ArrayLike) -> tuple[ndarray, ...]: ...
@overload
def where(condition: _ArrayLike, x: _ArrayLike, y: _ArrayLike) -> ndarray:
    """Elements of `x` where the condition holds, else of `y`; positions of it without these two."""

def clip(a: _ArrayLike, a_min: _ArrayLike | None = None, a_max: _ArrayLike | None = None) -> ndarray:
    """The elements, none below `a_min` and none above `a_max`."""

def isclose(a: _ArrayLike, b: _ArrayLike, rtol: float = ..., atol: float = ...) -> ndarray:
    """Whether elements differ by no more than a tolerance."""

def allclose(a: _ArrayLike, b: _ArrayLike, rtol: float = ..., atol: float = ...) -> bool:
    """Whether all elements are close."""

def array_equal(a: _ArrayLike, b: _ArrayLike) -> bool:
    """Whether shape and all elements are equal."""

def nonzero(a: _ArrayLike) -> tuple[ndarray, ...]:
    """For each axis the positions of the elements other than 0."""

def argwhere(a: _ArrayLike) -> ndarray:
    """The positions of the elements other than 0, one row each."""

def take(a: _ArrayLike, indices: _ArrayLike, axis: int | None = None) -> ndarray:
    """Elements by their positions."""

# Reductions; over all axes they give a number.

def sum(a: _ArrayLike, axis: _Axes = None, *, dtype: _Dtype | None = None, keepdims: bool = False) -> Any:
    """Sum; of integers in 64 bits."""

def prod(a: _ArrayLike, axis: _Axes = None, *, dtype: _Dtype | None = None, keepdims: bool = False) -> Any:
    """Product; of integers in 64 bits."""

def mean(a: _ArrayLike, axis: _Axes = None, *, dtype: _Dtype | None = None, keepdims: bool = False) -> Any:
    """Mean."""

def var(a: _ArrayLike, axis: _Axes = None, *, ddof: float = 0, keepdims: bool = False) -> Any:
    """Variance."""

def std(a: _ArrayLike, axis: _Axes = None, *, ddof: float = 0, keepdims: bool = False) -> Any:
    """Standard deviation."""

def min(a: _ArrayLike, axis: _Axes = None, *, keepdims: bool = False) -> Any:
    """Smallest element."""

amin = min

def max(a: _ArrayLike, axis: _Axes = None, *, keepdims: bool = False) -> Any:
    """Largest element."""

amax = max

def argmin(a: _ArrayLike, axis: _Axes = None, *, keepdims: bool = False) -> Any:
    """Position of the smallest element."""

def argmax(a: _ArrayLike, axis: _Axes = None, *, keepdims: bool = False) -> Any:
    """Position of the largest element."""

def any(a: _ArrayLike, axis: _Axes = None, *, keepdims: bool = False) -> Any:
    """Whether any element is other than 0."""

def all(a: _ArrayLike, axis: _Axes = None, *, keepdims: bool = False) -> Any:
    """Whether all elements are other than 0."""

def cumsum(a: _ArrayLike, axis: int | None = None) -> ndarray:
    """Sums of the elements so far."""

def cumprod(a: _ArrayLike, axis: int | None = None) -> ndarray:
    """Products of the elements so far."""

def median(a: _ArrayLike, axis: _Axes = None, keepdims: bool = False) -> Any:
    """Median."""

def quantile(a: _ArrayLike, q: float | Sequence[float], axis: _Axes = None, keepdims: bool = False) -> Any:
    """Quantile between 0 and 1, or several."""

def percentile(a: _ArrayLike, q: float | Sequence[float], axis: _Axes = None, keepdims: bool = False) -> Any:
    """Percentile between 0 and 100, or several."""

def count_nonzero(a: _ArrayLike, axis: _Axes = None, keepdims: bool = False) -> Any:
    """How many elements are other than 0."""

def ptp(a: _ArrayLike, axis: _Axes = None) -> Any:
    """Largest less smallest element."""

def average(a: _ArrayLike, axis: _Axes = None, weights: _ArrayLike | None = None) -> Any:
    """Mean, weighted if `weights` are given."""

# Order, counting

def sort(a: _ArrayLike, axis: int | None = -1) -> ndarray:
    """The elements sorted."""

def argsort(a: _ArrayLike, axis: int | None = -1) -> ndarray:
    """Positions that the sorted elements come from."""

def unique(a: _ArrayLike, return_counts: bool = False, return_inverse: bool = False) -> Any:
    """The different elements, ascending; with their counts, and for each element its place among them."""

def bincount(a: _ArrayLike, weights: _ArrayLike | None = None, minlength: int = 0) -> ndarray:
    """How often each whole number is there."""

def histogram(
    a: _ArrayLike,
    bins: int | Sequence[float] = 10,
    range: tuple[float, float] | None = None,
    weights: _ArrayLike | None = None,
) -> tuple[ndarray, ndarray]:
    """Counts in bins, and the bins' edges."""

def searchsorted(a: _ArrayLike, v: _ArrayLike, side: Literal["left", "right"] = "left") -> Any:
    """Where numbers would have to be put into a sorted array."""

def digitize(x: _ArrayLike, bins: _ArrayLike) -> Any:
    """In which bin each element is, for increasing edges."""

def diff(a: _ArrayLike, n: int = 1, axis: int = -1) -> ndarray:
    """Differences of neighbours along an axis."""

def dot(a: _ArrayLike, b: _ArrayLike) -> Any:
    """Product of matrices or vectors."""

matmul = dot

def outer(a: _ArrayLike, b: _ArrayLike) -> ndarray:
    """Products of all elements of one with all of the other."""

def round(a: _ArrayLike, decimals: int = 0) -> ndarray:
    """The nearest numbers with that many decimals."""

around = round

# Images, by scipy's and scikit-image's names

def gaussian_filter(
    image: _ArrayLike, sigma: float | Sequence[float], mode: _Boundary = "reflect", cval: float = 0.0
) -> ndarray:
    """Convolution with a Gaussian of `sigma` elements, one number or one for each axis."""

def uniform_filter(
    image: _ArrayLike, size: int | Sequence[int] = 3, mode: _Boundary = "reflect", cval: float = 0.0
) -> ndarray:
    """Mean of the box of `size` elements around each element."""

def median_filter(
    image: _ArrayLike, size: int | Sequence[int] = 3, mode: _Boundary = "reflect", cval: float = 0.0
) -> ndarray:
    """Median of the box of `size` elements around each element."""

def minimum_filter(
    image: _ArrayLike, size: int | Sequence[int] = 3, mode: _Boundary = "reflect", cval: float = 0.0
) -> ndarray:
    """Smallest element of the box of `size` elements around each element."""

def maximum_filter(
    image: _ArrayLike, size: int | Sequence[int] = 3, mode: _Boundary = "reflect", cval: float = 0.0
) -> ndarray:
    """Largest element of the box of `size` elements around each element."""

def convolve(image: _ArrayLike, kernel: _ArrayLike, mode: _Boundary = "reflect", cval: float = 0.0) -> ndarray:
    """Convolution with a kernel of as many axes as the image."""

def threshold_otsu(image: _ArrayLike) -> float:
    """The threshold that separates the elements best in two classes."""

def label(image: _ArrayLike, connectivity: int = 1) -> tuple[ndarray, int]:
    """The connected objects: an array with the number of its object for each element, and how many there are."""

def measure_regions(labels: _ArrayLike, intensity_image: _ArrayLike | None = None) -> list[Record]:
    """Properties of labelled objects, a list of records: `label`, `area`, `centroid`, `bbox`
    (lower, then upper bounds), and of an intensity image `mean_intensity`, `min_intensity`,
    `max_intensity`."""

regionprops = measure_regions

def binary_erosion(image: _ArrayLike, structure: _ArrayLike | None = None, iterations: int = 1) -> ndarray:
    """What remains where the whole structuring element fits."""

def binary_dilation(image: _ArrayLike, structure: _ArrayLike | None = None, iterations: int = 1) -> ndarray:
    """What the structuring element covers from each point."""

def binary_opening(image: _ArrayLike, structure: _ArrayLike | None = None, iterations: int = 1) -> ndarray:
    """Erosion, then dilation: without small objects and thin bridges."""

def binary_closing(image: _ArrayLike, structure: _ArrayLike | None = None, iterations: int = 1) -> ndarray:
    """Dilation, then erosion: without small holes and thin gaps."""

def binary_fill_holes(image: _ArrayLike, structure: _ArrayLike | None = None, iterations: int = 1) -> ndarray:
    """With all holes filled."""

def distance_transform(image: _ArrayLike, sampling: float | Sequence[float] = ()) -> ndarray:
    """For each element other than 0 the distance to the nearest 0."""

distance_transform_edt = distance_transform

class _Random:
    """Random arrays, as `numpy.random` makes them. The same seed gives the same numbers here, not those of numpy."""

    def seed(self, seed: int | None = None) -> None:
        """Begins anew."""
    def random(self, size: int | Sequence[int] | None = None, dtype: Any = None) -> Any:
        """Numbers from 0 to below 1."""
    random_sample = random
    ranf = random
    sample = random
    def rand(self, *shape: int) -> Any:
        """Numbers from 0 to below 1, in an array of that shape."""
    def randn(self, *shape: int) -> Any:
        """Numbers of a normal distribution, in an array of that shape."""
    def randint(
        self, low: Any, high: Any = None, size: int | Sequence[int] | None = None, dtype: Any = "int64"
    ) -> Any:
        """Whole numbers from `low` to below `high`, or from 0 to below `low`."""
    def uniform(self, low: Any = 0.0, high: Any = 1.0, size: int | Sequence[int] | None = None) -> Any:
        """Numbers from `low` to below `high`."""
    def normal(self, loc: Any = 0.0, scale: Any = 1.0, size: int | Sequence[int] | None = None) -> Any:
        """Numbers of a normal distribution with that mean and standard deviation."""
    def standard_normal(self, size: int | Sequence[int] | None = None) -> Any:
        """Numbers of a normal distribution with mean 0 and standard deviation 1."""
    def exponential(self, scale: Any = 1.0, size: int | Sequence[int] | None = None) -> Any:
        """Numbers of an exponential distribution with that mean."""
    def poisson(self, lam: Any = 1.0, size: int | Sequence[int] | None = None) -> Any:
        """How many events come where `lam` are expected."""
    def bytes(self, length: int) -> bytes:
        """Random bytes."""
    def permutation(self, x: Any) -> ndarray:
        """The numbers below `x`, or the members of `x`, in random order."""
    def shuffle(self, x: Any) -> None:
        """Brings the members of `x` into random order, in place."""
    def choice(
        self, a: Any, size: int | Sequence[int] | None = None, replace: bool = True, p: _ArrayLike | None = None
    ) -> Any:
        """Members of `a`, or numbers below it; with the probabilities `p`."""
    def default_rng(self, seed: int | None = None) -> Any:
        """A new source of random numbers, with these functions and `integers(low, high, size, dtype, endpoint)`."""
    Generator: Any
    RandomState: Any

random: _Random
"""Random arrays."""
