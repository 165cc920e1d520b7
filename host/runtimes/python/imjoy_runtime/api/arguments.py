"""What functions of the API take: a record of options or named arguments, and checked numbers."""

import os

from ..errors import ApiError, sendable


def options_of(function, options, named):
    """One dict of a positional record and named arguments, as ImJoy's Python accepts both."""
    if options is None:
        return dict(named)
    if not isinstance(options, dict):
        raise ApiError(f"{function} takes a dict or named arguments, not {type(options).__name__}", "invalid")
    return {**options, **named}


def text(value):
    """Any value as a text that can be passed; None stays."""
    return None if value is None else sendable(value if isinstance(value, str) else str(value))


def number(function, value):
    """A number; a text that is one counts."""
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise ApiError(f"{function} takes a number, not {value!r:.60}", "invalid") from None


def optional_number(function, value):
    """A number or None."""
    return None if value is None else number(function, value)


def cells(function, name, value):
    """A whole number of grid cells, or None."""
    if value is None:
        return None
    try:
        count = round(value)
    except (TypeError, ValueError, OverflowError):
        count = -1
    if not 0 <= count < 2**32:
        raise ApiError(f"{function} takes a whole number of grid cells as {name}, not {value!r:.60}", "invalid")
    return count


def choice(function, name, value, choices):
    """One of the named choices."""
    if value not in choices:
        known = ", ".join(repr(choice) for choice in choices if choice is not None)
        raise ApiError(f"{function} takes one of {known} as {name}, not {value!r:.60}", "invalid")
    return choices[value]


def path_text(function, path):
    """A path as a text."""
    try:
        path = os.fspath(path)
    except TypeError:
        raise ApiError(f"{function} takes a path, not {path!r:.60}", "invalid") from None
    return text(os.fsdecode(path) if isinstance(path, bytes) else path)
