"""Arrays as text, bounded."""

# Beyond so many elements the middle of each axis is left out.
_ALL_BELOW = 200
_AT_EACH_END = 3
_MAX_CHARACTERS = 4000


def text_of(array):
    """Nested brackets with the elements."""
    if array.size == 0:
        return "[]"
    text = _nested(array, array.size > _ALL_BELOW)
    return text if len(text) <= _MAX_CHARACTERS else text[:_MAX_CHARACTERS] + " …"


def _nested(array, is_long):
    if array.ndim == 0:
        return _number(array.item())
    length = array.shape[0]
    cut = is_long and length > 2 * _AT_EACH_END
    if cut:
        head, tail = array[:_AT_EACH_END], array[length - _AT_EACH_END :]
        parts = _members(head, is_long) + ["…"] + _members(tail, is_long)
    else:
        parts = _members(array, is_long)
    separator = " " if array.ndim == 1 else "\n" * (array.ndim - 1)
    return "[" + separator.join(parts).replace("\n", "\n ") + "]"


def _members(array, is_long):
    if array.ndim == 1:
        return [_number(each) for each in array.tolist()]
    return [_nested(array[index], is_long) for index in range(array.shape[0])]


def _number(value):
    if isinstance(value, complex):
        return f"{value:.6g}"
    return f"{value:.6g}" if isinstance(value, float) else str(value)
