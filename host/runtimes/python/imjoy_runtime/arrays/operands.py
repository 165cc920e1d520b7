"""What an operation of the host takes, and its errors as Python's own."""

from componentize_py_types import Err
from wit_world.imports import arrays, types

_LEAST = -(2**63)


def scalar(value):
    """A number for the host."""
    if isinstance(value, bool):
        return arrays.Scalar_Boolean(value)
    if isinstance(value, int):
        if _LEAST <= value < 2**63:
            return arrays.Scalar_Integer(int(value))
        if 0 <= value < 2**64:
            return arrays.Scalar_Unsigned(int(value))
        raise OverflowError("a whole number of more than 64 bits cannot be in an array")
    if isinstance(value, complex):
        raise TypeError("complex numbers cannot be computed with in arrays")
    try:
        return arrays.Scalar_Float(float(value))
    except (TypeError, ValueError):
        raise TypeError(f"a number or an array is needed, not {type(value).__name__}") from None


def is_number(value):
    """Whether a value is a single number."""
    return isinstance(value, (bool, int, float)) or hasattr(type(value), "__float__") and not hasattr(value, "shape")


def done(function, *arguments):
    """Calls the host, with its error as `ValueError` or `MemoryError`."""
    try:
        return function(*arguments)
    except Err as error:
        raise _exception(error.value) from None


def indexed(function, *arguments):
    """As `done`, with `IndexError` for what is `invalid`."""
    try:
        return function(*arguments)
    except Err as error:
        exception = _exception(error.value)
        raise (IndexError(str(exception)) if type(exception) is ValueError else exception) from None


def _exception(reason):
    if isinstance(reason, types.Error_Limit):
        return MemoryError(reason.value)
    if isinstance(reason, types.Error_Invalid):
        return ValueError(reason.value)
    return RuntimeError(reason.value)


def axes(axis):
    """Axes for the host: None for all, else a list."""
    if axis is None:
        return None
    return [whole(each) for each in axis] if isinstance(axis, (tuple, list)) else [whole(axis)]


def one_axis(axis):
    """An axis for the host, or None."""
    return None if axis is None else whole(axis)


def whole(number):
    """A whole number within 32 bits."""
    if not hasattr(number, "__index__"):
        raise TypeError(f"a whole number is needed, not {type(number).__name__}")
    number = number.__index__()
    if not -(2**31) <= number < 2**31:
        raise ValueError(f"{number} is out of range")
    return number


def position(number):
    """A position along an axis, within 64 bits."""
    number = number.__index__()
    if not _LEAST <= number < 2**63:
        raise IndexError(f"the position {number} is out of range")
    return number


def length(number):
    """A length, at least 0 and within 64 bits."""
    if not hasattr(number, "__index__"):
        raise TypeError(f"lengths of axes are whole numbers, not {type(number).__name__}")
    number = number.__index__()
    if not 0 <= number < 2**63:
        raise ValueError(f"{number} is no length of an axis")
    return number


def shape(lengths):
    """A shape for the host: of a number, or of a sequence of them."""
    return [length(each) for each in (lengths if isinstance(lengths, (tuple, list)) else (lengths,))]
