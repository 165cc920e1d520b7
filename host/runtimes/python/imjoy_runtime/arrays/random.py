"""Random arrays: the functions of `numpy.random`, of its `RandomState` and its `Generator`.

The bytes come from Python's `random`, the host makes numbers of them. The same seed gives the
same numbers here, but not those that numpy gives.
"""

import random as _random

from .array import array, asarray
from .element_types import dtype as _dtype
from .functions import (
    absolute,
    arange,
    argsort,
    broadcast_to,
    concatenate,
    cos,
    cumsum,
    floor,
    frombuffer,
    log,
    searchsorted,
    sqrt,
    where,
    zeros,
)
from .operands import is_number, length

_TURN = 6.283185307179586
# Numbers that are made at once; a call of the host takes no more than 128 MiB.
_PIECE = 4_000_000
# Whole numbers up to here are exact as floats.
_EXACT = 2**53
# From here on another method is faster, and exact enough.
_MANY_EVENTS = 10.0


def _shape(size):
    if size is None:
        return ()
    return (length(size),) if is_number(size) else tuple(length(side) for side in size)


def _count(shape):
    count = 1
    for side in shape:
        count *= side
    return count


def _bounds(kind):
    """The least and the greatest number of a type of whole numbers."""
    bits = 8 * kind.itemsize
    if kind.kind == "b":
        return 0, 1
    if kind.kind == "u":
        return 0, 2**bits - 1
    if kind.kind == "i":
        return -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    raise TypeError(f"Unsupported dtype {kind} for integers")


def _log_gamma(x):
    """The logarithm of the gamma function from 1 on, by Stirling's series at `x + 8`."""
    product, y = x, x
    for step in range(1, 8):
        product = product * (x + float(step))
    y = x + 8.0
    inverse = 1.0 / y
    square = inverse * inverse
    series = inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square / 1260.0))
    return (y - 0.5) * log(y) - y + 0.9189385332046727 + series - log(product)


class Generator:
    """A source of random numbers with numpy's methods; of a `seed`, or of its own."""

    __module__ = "imjoy.ndarray.random"

    def __init__(self, seed=None):
        self._source = _random.Random(seed)

    def _unit(self, size, bits=53):
        """Numbers from 0 to below 1, of that many bits."""
        shape = _shape(size)
        pieces, left = [], _count(shape)
        while left > 0 or not pieces:
            count = min(left, _PIECE)
            words = frombuffer(self._source.randbytes(8 * count), "uint64")
            pieces.append((words >> (64 - bits)).astype("float64") * 2.0**-bits)
            left -= count
        numbers = pieces[0] if len(pieces) == 1 else concatenate(pieces)
        return numbers.reshape(shape)

    @staticmethod
    def _given(numbers, size, dtype=None):
        """An array; a number where no size was asked for."""
        if size is None and numbers.ndim == 0:
            return numbers.item()
        return numbers if dtype is None else numbers.astype(dtype)

    @staticmethod
    def _spread(size, *parameters):
        """The size, or that of the parameters where they are arrays."""
        arrays = [asarray(parameter) for parameter in parameters if not is_number(parameter)]
        if not arrays:
            return size
        together = arrays[0]
        for other in arrays[1:]:
            together = together + other
        if size is None:
            return together.shape or None
        # Fails where they do not fit.
        broadcast_to(together, _shape(size))
        return size

    # Numbers of a distribution

    def seed(self, seed=None):
        """Begins anew."""
        self._source.seed(seed)

    def random(self, size=None, dtype=None):
        """Numbers from 0 to below 1."""
        # More bits would be rounded up to 1.
        is_short = dtype is not None and _dtype(dtype).itemsize == 4
        return self._given(self._unit(size, 24 if is_short else 53), size, dtype)

    def uniform(self, low=0.0, high=1.0, size=None):
        """Numbers from `low` to below `high`."""
        size = self._spread(size, low, high)
        return self._given(self._unit(size) * (asarray(high) - low) + low, size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Numbers of a normal distribution with that mean and standard deviation."""
        size = self._spread(size, loc, scale)
        # Of two even ones; 1 - u is never 0.
        numbers = sqrt(log(1.0 - self._unit(size)) * -2.0) * cos(self._unit(size) * _TURN)
        return self._given(numbers * scale + loc, size)

    def standard_normal(self, size=None):
        """Numbers of a normal distribution with mean 0 and standard deviation 1."""
        return self.normal(size=size)

    def exponential(self, scale=1.0, size=None):
        """Numbers of an exponential distribution with that mean."""
        size = self._spread(size, scale)
        return self._given(log(1.0 - self._unit(size)) * -1.0 * scale, size)

    def integers(self, low, high=None, size=None, dtype="int64", endpoint=False):
        """Whole numbers from `low` to below `high`, or from 0 to below `low`."""
        kind = _dtype("int64" if dtype is int else dtype)
        if high is None:
            low, high = 0, low
        size = self._spread(size, low, high)
        extra = 1 if endpoint else 0
        least = int(low) if is_number(low) else int(asarray(low).min())
        greatest = (int(high) if is_number(high) else int(asarray(high).max())) + extra - 1
        allowed = _bounds(kind)
        if least < allowed[0]:
            raise ValueError(f"low is out of bounds for {kind}")
        if greatest > allowed[1]:
            raise ValueError(f"high is out of bounds for {kind}")
        if is_number(low) and is_number(high):
            if greatest < least:
                raise ValueError("low >= high")
            span = greatest - least + 1
        else:
            spans = asarray(high) - low + extra
            if spans.size and int(spans.min()) <= 0:
                raise ValueError("low >= high")
            span = spans.astype("float64")
        shape = _shape(size)
        if greatest - least < _EXACT:
            numbers = floor(self._unit(size) * span).astype("int64")
            if kind.kind == "u" and least > 2**62:
                numbers = numbers.astype("uint64")
            numbers = (numbers + low).astype(kind)
        elif is_number(low) and is_number(high):
            drawn = [self._source.randrange(least, greatest + 1) for _ in range(_count(shape))]
            numbers = array(drawn, kind).reshape(shape)
        else:
            raise ValueError("low and high as arrays are at most 2**53 apart here")
        return int(numbers.item()) if size is None and numbers.ndim == 0 else numbers

    def poisson(self, lam=1.0, size=None):
        """How many events come where `lam` are expected."""
        size = self._spread(size, lam)
        shape = _shape(size)
        expected = broadcast_to(asarray(lam).astype("float64"), shape)
        if expected.size and not float(expected.min()) >= 0:
            raise ValueError("lam < 0 or lam is NaN")
        few = expected < _MANY_EVENTS
        events = zeros(shape)
        if bool(few.any()):
            events = self._events_in_time(where(few, expected, 0.0))
        if not bool(few.all()):
            many = self._many_events(where(few, _MANY_EVENTS, expected))
            events = where(few, events, many)
        events = events.astype("int64")
        return int(events.item()) if size is None and events.ndim == 0 else events

    def _events_in_time(self, expected):
        """Counts events, one after the other, until the time is up."""
        events, time = zeros(expected.shape), zeros(expected.shape)
        while True:
            time = time - log(1.0 - self._unit(expected.shape))
            came = time < expected
            if not bool(came.any()):
                return events
            events = events + came.astype("float64")

    def _many_events(self, expected):
        """By transformed rejection (Hörmann 1993, PTRS), from 10 events on."""
        root, log_expected = sqrt(expected), log(expected)
        b = root * 2.53 + 0.931
        a = b * 0.02483 - 0.059
        inverse_alpha = 1.1328 / (b - 3.4) + 1.1239
        quick = 0.9277 - 3.6224 / (b - 2.0)
        events = zeros(expected.shape)
        waiting = events == 0.0
        while bool(waiting.any()):
            u, v = self._unit(expected.shape) - 0.5, 1.0 - self._unit(expected.shape)
            edge = 0.5 - absolute(u)
            # At the very edge, where it would divide by 0, nothing is taken.
            inside = where(edge > 0.0, edge, 1.0)
            k = floor((a * 2.0 / inside + b) * u + expected + 0.43)
            is_quick = (edge >= 0.07) & (v <= quick)
            positive = where(k >= 0.0, k, 0.0)
            likely = positive * log_expected - expected - _log_gamma(positive + 1.0)
            proposed = log(v) + log(inverse_alpha) - log(a / (inside * inside) + b)
            is_taken = (k >= 0.0) & (edge > 0.0) & ((edge >= 0.013) | (v <= edge)) & (proposed <= likely)
            taken = waiting & (is_quick | is_taken)
            events = where(taken, k, events)
            waiting = waiting & (taken == 0)
        return events

    def bytes(self, length):
        """Random bytes."""
        return self._source.randbytes(length)

    # Order and choice

    def permutation(self, x):
        """The numbers below `x`, or the members of `x`, in random order."""
        if isinstance(x, (list, tuple)) and not _is_numeric(x):
            members = list(x)
            self._source.shuffle(members)
            return members
        members = arange(x) if is_number(x) else asarray(x)
        return members.take(argsort(self._unit(members.shape[0])), axis=0)

    def shuffle(self, x):
        """Brings the members of `x` into random order, in place."""
        if isinstance(x, list):
            self._source.shuffle(x)
        else:
            x[:] = self.permutation(x)

    def choice(self, a, size=None, replace=True, p=None):
        """Members of `a`, or numbers below it; with the probabilities `p`."""
        is_list = isinstance(a, (list, tuple)) and not _is_numeric(a)
        members = arange(len(a) if is_list else a) if is_list or is_number(a) else asarray(a)
        count, shape = members.shape[0], _shape(size)
        places = self._places(count, _count(shape), replace, p)
        if is_list:
            chosen = [a[place] for place in places.tolist()]
            return chosen[0] if size is None else chosen
        chosen = members.take(places, axis=0).reshape(shape + members.shape[1:])
        return chosen.item() if size is None and chosen.ndim == 0 else chosen

    def _places(self, count, wanted, replace, p):
        if count == 0:
            raise ValueError("a must be non-empty")
        if not replace:
            if p is not None:
                raise ValueError("choice with p and without replacement is not available")
            if wanted > count:
                raise ValueError("Cannot take a larger sample than population when replace is False")
            return argsort(self._unit(count))[:wanted]
        if p is None:
            return self.integers(0, count, wanted)
        p = asarray(p).astype("float64")
        if p.shape != (count,):
            raise ValueError("'a' and 'p' must have same size")
        if not float(p.min()) >= 0.0:
            raise ValueError("probabilities are not non-negative")
        sums = cumsum(p)
        if not abs(float(sums[-1]) - 1.0) <= 1e-8:
            raise ValueError("probabilities do not sum to 1")
        return searchsorted(sums, self._unit(wanted), side="right").clip(0, count - 1)


def _is_numeric(members):
    """Whether a list can be an array."""
    return all(_is_numeric(member) if isinstance(member, (list, tuple)) else is_number(member) for member in members)


class RandomState(Generator):
    """As `Generator`, with the older names."""

    __module__ = "imjoy.ndarray.random"

    def rand(self, *shape):
        """Numbers from 0 to below 1, in an array of that shape."""
        return self.random(shape or None)

    def randn(self, *shape):
        """Numbers of a normal distribution, in an array of that shape."""
        return self.standard_normal(shape or None)

    def randint(self, low, high=None, size=None, dtype="int64"):
        """Whole numbers from `low` to below `high`, or from 0 to below `low`."""
        return self.integers(low, high, size, dtype)

    def random_sample(self, size=None):
        """Numbers from 0 to below 1."""
        return self.random(size)


def default_rng(seed=None):
    """A new `Generator`."""
    return Generator(seed)


def __getattr__(name):
    # What Python itself looks for must be absent silently.
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(
        f"numpy.random.{name} cannot be had: imjoy.ndarray.random stands in for it, with even, normal, exponential and "
        "Poisson numbers, whole numbers, choices and permutations",
        name=name,
    )


# Made at the first use: what is made before the snapshot would be the same in every plugin.
_shared = None


def _of_all():
    global _shared
    if _shared is None:
        _shared = RandomState()
    return _shared


def _shared_function(name):
    method = getattr(RandomState, name)

    def call(*arguments, **options):
        return getattr(_of_all(), name)(*arguments, **options)

    call.__name__, call.__doc__ = name, method.__doc__
    return call


seed = _shared_function("seed")
random = _shared_function("random")
random_sample = ranf = sample = random
rand = _shared_function("rand")
randn = _shared_function("randn")
randint = _shared_function("randint")
uniform = _shared_function("uniform")
normal = _shared_function("normal")
standard_normal = _shared_function("standard_normal")
exponential = _shared_function("exponential")
poisson = _shared_function("poisson")
bytes = _shared_function("bytes")
permutation = _shared_function("permutation")
shuffle = _shared_function("shuffle")
choice = _shared_function("choice")

__all__ = [
    "Generator",
    "RandomState",
    "bytes",
    "choice",
    "default_rng",
    "exponential",
    "normal",
    "permutation",
    "poisson",
    "rand",
    "randint",
    "randn",
    "random",
    "random_sample",
    "ranf",
    "sample",
    "seed",
    "shuffle",
    "standard_normal",
    "uniform",
]
