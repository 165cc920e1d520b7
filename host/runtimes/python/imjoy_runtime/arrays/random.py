"""Random arrays: the functions of `numpy.random`, of its `RandomState` and its `Generator`.

The bytes come from Python's `random`, the host makes numbers of them. The same seed gives the
same numbers here, but not those that numpy gives.
"""

import random as _random

from .array import array, asarray
from .functions import (
    arange,
    argsort,
    broadcast_to,
    cos,
    cumsum,
    floor,
    frombuffer,
    log,
    searchsorted,
    sqrt,
    zeros,
)
from .operands import is_number, length

_TURN = 6.283185307179586
_MOST_EVENTS = 10_000


def _shape(size):
    if size is None:
        return ()
    return (length(size),) if is_number(size) else tuple(length(side) for side in size)


def _count(shape):
    count = 1
    for side in shape:
        count *= side
    return count


class Generator:
    """A source of random numbers with numpy's methods; of a `seed`, or of its own."""

    __module__ = "imjoy.ndarray.random"

    def __init__(self, seed=None):
        self._source = _random.Random(seed)

    def _unit(self, size):
        """Numbers from 0 to below 1, in the 53 bits of a float."""
        shape = _shape(size)
        count = _count(shape)
        bits = frombuffer(self._source.randbytes(8 * count), "uint64")
        numbers = (bits >> 11).astype("float64") * 2.0**-53
        return numbers.reshape(shape)

    def _given(self, numbers, size, dtype=None):
        """An array; a number where no size was asked for."""
        if size is None and numbers.ndim == 0:
            return numbers.item()
        return numbers if dtype is None else numbers.astype(dtype)

    def _spread(self, size, *parameters):
        """The size, or that of the parameters where they are arrays."""
        if size is not None:
            return size
        shapes = [asarray(parameter).shape for parameter in parameters if not is_number(parameter)]
        return max(shapes, key=len) if shapes else None

    # Numbers of a distribution

    def seed(self, seed=None):
        """Begins anew."""
        self._source.seed(seed)

    def random(self, size=None, dtype=None):
        """Numbers from 0 to below 1."""
        return self._given(self._unit(size), size, dtype)

    def uniform(self, low=0.0, high=1.0, size=None):
        """Numbers from `low` to below `high`."""
        size = self._spread(size, low, high)
        return self._given(self._unit(size) * (asarray(high) - low) + low, size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Numbers of a normal distribution with that mean and standard deviation."""
        size = self._spread(size, loc, scale)
        # Of two even ones; 1 - u is never 0.
        numbers = sqrt(log(1.0 - asarray(self._unit(size))) * -2.0) * cos(asarray(self._unit(size)) * _TURN)
        return self._given(asarray(numbers) * scale + loc, size)

    def standard_normal(self, size=None):
        """Numbers of a normal distribution with mean 0 and standard deviation 1."""
        return self.normal(size=size)

    def exponential(self, scale=1.0, size=None):
        """Numbers of an exponential distribution with that mean."""
        size = self._spread(size, scale)
        return self._given(asarray(log(1.0 - asarray(self._unit(size)))) * -1.0 * scale, size)

    def integers(self, low, high=None, size=None, dtype="int64", endpoint=False):
        """Whole numbers from `low` to below `high`, or from 0 to below `low`."""
        if high is None:
            low, high = 0, low
        if endpoint:
            high = high + 1
        if is_number(low) and is_number(high) and low >= high:
            raise ValueError("low >= high")
        size = self._spread(size, low, high)
        numbers = floor(asarray(self._unit(size)) * (asarray(high) - low)) + low
        numbers = asarray(numbers).astype("int64" if dtype is int else dtype)
        return int(numbers.item()) if size is None and numbers.ndim == 0 else numbers

    def poisson(self, lam=1.0, size=None):
        """How many events come where `lam` are expected, at most 10000."""
        size = self._spread(size, lam)
        expected = broadcast_to(asarray(lam).astype("float64"), _shape(size))
        if expected.size and float(expected.min()) < 0:
            raise ValueError("lam < 0")
        if expected.size and float(expected.max()) > _MOST_EVENTS:
            raise ValueError(f"lam is at most {_MOST_EVENTS} here")
        events, time = zeros(expected.shape, "int64"), zeros(expected.shape)
        while True:
            time = time - log(1.0 - asarray(self._unit(expected.shape)))
            came = time < expected
            if not bool(asarray(came).any()):
                break
            events = events + asarray(came).astype("int64")
        return int(events.item()) if size is None and events.ndim == 0 else events

    def bytes(self, length):
        """Random bytes."""
        return self._source.randbytes(length)

    # Order and choice

    def permutation(self, x):
        """The numbers below `x`, or the members of `x`, in random order."""
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
        members = arange(a) if is_number(a) else array(a)
        count = members.shape[0]
        wanted = _count(_shape(size))
        if count == 0:
            raise ValueError("a must be non-empty")
        if not replace:
            if p is not None:
                raise ValueError("choice with p and without replacement is not available")
            if wanted > count:
                raise ValueError("Cannot take a larger sample than population when replace is False")
            places = asarray(argsort(self._unit(count)))[:wanted]
        elif p is None:
            places = self.integers(0, count, wanted)
        else:
            sums = cumsum(asarray(p).astype("float64"))
            if sums.shape[0] != count:
                raise ValueError("'a' and 'p' must have same size")
            if abs(float(sums[-1]) - 1.0) > 1e-8:
                raise ValueError("probabilities do not sum to 1")
            places = asarray(searchsorted(sums, self._unit(wanted), side="right")).clip(0, count - 1)
        chosen = members.take(places, axis=0).reshape(_shape(size) + members.shape[1:])
        return chosen.item() if size is None and chosen.ndim == 0 else chosen


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
