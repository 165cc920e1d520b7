"""`a[…]`: from Python's indices to the host's selections."""

from wit_world.imports import arrays

from .operands import indexed, position

_WHOLE = slice(None)


def read(array, key):
    """The elements that `key` names: an array, or a number when every axis has a position."""
    keys = _as_tuple(key)
    advanced = [index for index, each in enumerate(keys) if _is_advanced(each)]
    if not advanced:
        if len(keys) == array.ndim and all(_is_position(each) for each in keys):
            return array._element([position(each) for each in keys])
        return array._select(arrays.Selection_Basic([_basic(each) for each in keys]))
    if len(advanced) == 1 and len(keys) > 1:
        return _read_along(array, keys, advanced[0])
    return array._select(_advanced(array, keys))


def write(array, key, values):
    """Sets the elements that `key` names."""
    keys = _as_tuple(key)
    if any(_is_advanced(each) for each in keys):
        selection = _advanced(array, keys)
    else:
        selection = arrays.Selection_Basic([_basic(each) for each in keys])
    indexed(array._handle().assign, selection, array._operand(values))


def _as_tuple(key):
    return key if isinstance(key, tuple) else (key,)


def _is_position(key):
    return hasattr(key, "__index__") and not isinstance(key, bool) and not _is_advanced(key)


def _is_advanced(key):
    return isinstance(key, list) or hasattr(key, "_handle")


def _basic(key):
    if key is None:
        return arrays.Index_NewAxis()
    if key is Ellipsis:
        return arrays.Index_Ellipsis()
    if isinstance(key, slice):
        ends = [None if end is None else position(end) for end in (key.start, key.stop)]
        return arrays.Index_Slice(arrays.Slice(*ends, 1 if key.step is None else position(key.step)))
    if _is_position(key):
        return arrays.Index_At(position(key))
    raise IndexError(f"an index is a whole number, a slice, None, ... or an array, not {type(key).__name__}")


def _advanced(array, keys):
    """A mask, or positions along the first axes."""
    keys = [array._asarray(each) if isinstance(each, list) else each for each in keys]
    if len(keys) == 1 and _is_mask(keys[0]):
        return arrays.Selection_Mask(keys[0]._handle())
    points = []
    for key in keys:
        if hasattr(key, "_handle") and not _is_mask(key):
            points.append(_positions(key)._handle())
        elif _is_position(key):
            points.append(array._asarray(position(key))._handle())
        else:
            raise IndexError("several arrays of positions, or one mask, stand alone; slice before or after that")
    return arrays.Selection_Points(points)


def _read_along(array, keys, index):
    """One list or mask of one axis among positions and slices."""
    key = array._asarray(keys[index]) if isinstance(keys[index], list) else keys[index]
    if key.ndim == 1 and _is_mask(key):
        key = key.nonzero()[0]
    elif _is_mask(key):
        raise IndexError("a mask of several axes stands alone; slice before or after that")
    others = (*keys[:index], _WHOLE, *keys[index + 1 :])
    part = array._select(arrays.Selection_Basic([_basic(each) for each in others]))
    # Where the axis is in the part: every slice and None before it is an axis too.
    if Ellipsis in [each for each in keys[:index] if each is Ellipsis]:
        axis = part.ndim - 1 - sum(not _is_position(each) for each in keys[index + 1 :])
    else:
        axis = sum(not _is_position(each) for each in keys[:index])
    return part.take(_positions(key), axis)


def _is_mask(key):
    return hasattr(key, "_handle") and key.dtype.kind == "b"


def _positions(key):
    # An empty list has fractional elements by default.
    return key.astype("int64") if key.size == 0 else key
