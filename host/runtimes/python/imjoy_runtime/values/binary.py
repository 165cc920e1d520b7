"""Bytes between Python and the host."""

from wit_world.imports import types

from ..errors import called

# Up to this length bytes are written into the value itself.
INLINE_BYTES = 4 * 1024

# Bytes that are copied in one call.
PIECE_BYTES = 64 * 1024 * 1024


def to_buffer(data):
    """A buffer of the host with a copy of `data`, which is bytes or a memoryview of bytes."""
    if len(data) <= PIECE_BYTES:
        return types.Buffer(bytes(data))
    builder = types.BufferBuilder()
    view = memoryview(data)
    for start in range(0, len(view), PIECE_BYTES):
        called(builder.append, bytes(view[start : start + PIECE_BYTES]))
    return builder.finish()


def to_wire(data):
    """`types.binary` for bytes or a memoryview of bytes."""
    if len(data) <= INLINE_BYTES:
        return types.Binary_Inline(bytes(data))
    return types.Binary_Shared(to_buffer(data))


def read(buffer, offset=0, length=None):
    """Bytes of a buffer, copied out of the host."""
    end = buffer.length() if length is None else offset + length
    if end - offset <= PIECE_BYTES:
        return buffer.read(offset, max(end - offset, 0))
    pieces = []
    while offset < end:
        piece = buffer.read(offset, min(end - offset, PIECE_BYTES))
        if not piece:
            break
        pieces.append(piece)
        offset += len(piece)
    return b"".join(pieces)


def from_wire(binary):
    """The bytes of a `types.binary`."""
    if isinstance(binary, types.Binary_Inline):
        return binary.value
    return read(binary.value)
