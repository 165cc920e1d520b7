"""Codecs of the plugin (`api.registerCodec`): how its own types travel.

A codec is a record of `name`, `type` (a class), `encoder` and `decoder`. The encoder makes
plain data of an object; it travels as a record with the field `_rtype`, the codec's name, by
which the decoder finds it again.
"""

_by_name = {}


def register(codec):
    """Adds a codec, or replaces that of the same name."""
    name = codec.get("name")
    if not isinstance(name, str) or not name:
        raise TypeError("registerCodec needs a record with the field `name`")
    if codec.get("type") is None and codec.get("decoder") is None:
        raise TypeError(f"the codec {name} has neither a `type` to encode nor a `decoder`")
    _by_name[name] = dict(codec)


def knows(value):
    """Whether a codec encodes objects of this kind."""
    return any(_is_for(codec, value) for codec in _by_name.values())


def encode(value):
    """Plain data of an object that a codec knows."""
    for name, codec in _by_name.items():
        if _is_for(codec, value):
            encoded = codec["encoder"](value)
            if isinstance(encoded, dict):
                return {"_rtype": name, **encoded}
            return {"_rtype": name, "_rvalue": encoded}
    raise TypeError(f"no codec encodes a {type(value).__name__}")


def decode(record):
    """What a codec makes of a record, or the record."""
    if not _by_name or "_rtype" not in record:
        return record
    codec = _by_name.get(record["_rtype"])
    if codec is None or codec.get("decoder") is None:
        return record
    return codec["decoder"](record)


def _is_for(codec, value):
    kind = codec.get("type")
    return isinstance(kind, type) and codec.get("encoder") is not None and isinstance(value, kind)
