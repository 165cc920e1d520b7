"""Element types, by numpy's names."""

from wit_world.imports import types

# Name, kind, size in bytes, format of `struct` (None where it has none).
_TYPES = (
    ("bool", "b", 1, "?", types.Dtype.BOOLEAN),
    ("int8", "i", 1, "b", types.Dtype.INT8),
    ("int16", "i", 2, "h", types.Dtype.INT16),
    ("int32", "i", 4, "i", types.Dtype.INT32),
    ("int64", "i", 8, "q", types.Dtype.INT64),
    ("uint8", "u", 1, "B", types.Dtype.UINT8),
    ("uint16", "u", 2, "H", types.Dtype.UINT16),
    ("uint32", "u", 4, "I", types.Dtype.UINT32),
    ("uint64", "u", 8, "Q", types.Dtype.UINT64),
    ("float16", "f", 2, "e", types.Dtype.FLOAT16),
    ("float32", "f", 4, "f", types.Dtype.FLOAT32),
    ("float64", "f", 8, "d", types.Dtype.FLOAT64),
    ("complex64", "c", 8, None, types.Dtype.COMPLEX64),
    ("complex128", "c", 16, None, types.Dtype.COMPLEX128),
)


class dtype:
    """An element type: `name`, `kind`, `itemsize` in bytes. Equal to its name and to what `dtype`
    makes it of: `dtype("uint8") == "uint8"`, `dtype(float) == "float64"`."""

    __module__ = "imjoy.ndarray"
    __slots__ = ("_wire", "format", "itemsize", "kind", "name")

    def __new__(cls, of):
        return _find(of)

    @classmethod
    def _make(cls, name, kind, itemsize, format, wire):
        made = object.__new__(cls)
        made.name, made.kind, made.itemsize, made.format, made._wire = name, kind, itemsize, format, wire
        return made

    def __eq__(self, other):
        try:
            return self is _find(other)
        except TypeError:
            return False

    def __hash__(self):
        return hash(self.name)

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"dtype('{self.name}')"

    def __call__(self, value=0):
        """A number of this type, as Python's own: `uint8(3.7)` is 3."""
        if self.kind == "c":
            return complex(value)
        if self.kind == "f":
            return float(value)
        if self.kind == "b":
            return bool(value)
        bits = self.itemsize * 8
        wrapped = int(value) % (1 << bits)
        return wrapped - (1 << bits) if self.kind == "i" and wrapped >> (bits - 1) else wrapped


_all = [dtype._make(*fields) for fields in _TYPES]
_by_name = {kind.name: kind for kind in _all}
_by_wire = {kind._wire: kind for kind in _all}
_by_name |= {"boolean": _by_name["bool"], "int": _by_name["int64"], "float": _by_name["float64"]}
_by_name |= {"complex": _by_name["complex128"], "half": _by_name["float16"], "single": _by_name["float32"]}
_by_name |= {"double": _by_name["float64"], "uint": _by_name["uint64"]}
_by_name |= {f"{kind.kind}{kind.itemsize}": kind for kind in _all if kind.kind != "b"} | {"b1": _by_name["bool"]}
_by_format = {kind.format: kind for kind in _all if kind.format}
_by_format |= {"l": _by_name["int32"], "L": _by_name["uint32"], "n": _by_name["int32"], "N": _by_name["uint32"]}
_by_format |= {"c": _by_name["uint8"]}
_by_class = {bool: _by_name["bool"], int: _by_name["int64"], float: _by_name["float64"]}
_by_class |= {complex: _by_name["complex128"]}


def _find(of):
    if isinstance(of, dtype):
        return of
    found = None
    if isinstance(of, str):
        found = _by_name.get(of) or _by_name.get(of.lstrip("<|="))
    elif isinstance(of, types.Dtype):
        found = _by_wire.get(of)
    elif isinstance(of, type):
        found = _by_class.get(of)
    if found is None:
        raise TypeError(f"there is no element type {of!r:.60}; there are {', '.join(kind.name for kind in _all)}")
    return found


def of_format(format, itemsize):
    """The type of a memoryview's elements."""
    found = _by_format.get(format.lstrip("@=<"))
    if found is None:
        raise TypeError(f"elements of the format {format!r} cannot be in an array")
    if found.itemsize != itemsize:
        # `l` has another size on other machines.
        return _by_name[f"{found.kind}{itemsize}"]
    return found


def named(name):
    """The type of numpy's name."""
    return _by_name[name]
