"""Files and folders that the user has granted: `api.openPath`, `openFolder`, `startExport`.

A path from `api.showFileDialog` cannot be opened by Python's own `open`, which knows the plugin's
folders only. These handles read and write it as far as the grant allows; when the user revokes
it, they fail with `denied`.
"""

import datetime

from componentize_py_types import Err
from wit_world.imports import files, types

from ..errors import ApiError, awaited, from_wire
from ..scheduling.promise import promised
from ..values import binary
from ..values.file import File
from ..values.record import Record
from .arguments import path_text, text

# Bytes of a piece of `pieces`.
_STREAM_BYTES = 1024 * 1024

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


class GrantedFile:
    """A file that is open for reading, and for writing where the grant allows it."""

    __module__ = "imjoy"

    def __init__(self, handle):
        self._handle = handle

    @property
    def name(self):
        """Its name, without folders."""
        return self._handle.name()

    @promised
    async def metadata(self):
        """`kind` (`file`), `size` in bytes, `modified` as a datetime, or None where it is not known."""
        return _metadata(await awaited(self._handle.metadata()))

    @promised
    async def read(self, offset=0, length=None):
        """The bytes from `offset` on, all that follow or up to `length`."""
        pieces, left = [], length
        while left is None or left > 0:
            wanted = binary.PIECE_BYTES if left is None else min(left, binary.PIECE_BYTES)
            piece = await awaited(self._handle.read(_count("read", "offset", offset), _count("read", "length", wanted)))
            if not piece:
                break
            pieces.append(piece)
            offset += len(piece)
            left = None if left is None else left - len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    @promised
    async def text(self, encoding="utf-8"):
        """All of it as text."""
        return (await self.read()).decode(encoding)

    async def pieces(self, offset=0):
        """The bytes from `offset` on, piece by piece: `async for piece in file.pieces()`."""
        stream, outcome = await awaited(self._handle.pieces(_count("pieces", "offset", offset)))
        with stream:
            while not stream.writer_dropped:
                piece = await stream.read(_STREAM_BYTES)
                if piece:
                    yield piece
        result = await outcome.read()
        if isinstance(result, Err):
            raise from_wire(result)

    @promised
    async def load(self, offset=0, length=None):
        """A part of it as an `imjoy.File`, to pass on or save; Python gets no copy until it reads it."""
        length = None if length is None else _count("load", "length", length)
        buffer = await awaited(self._handle.load(_count("load", "offset", offset), length))
        kind = types.File(self.name, "application/octet-stream", types.Binary_Shared(buffer))
        return File._from_wire(kind)

    @promised
    async def write(self, offset, data=None):
        """Writes bytes, a text or an `imjoy.File` at `offset`, which may be left out for the start."""
        if data is None:
            offset, data = 0, offset
        offset = _count("write", "offset", offset)
        if isinstance(data, File) and data._buffer is not None:
            await awaited(self._handle.write_buffer(offset, data._buffer))
            return
        for start, piece in _pieces(data):
            await awaited(self._handle.write(offset + start, piece))

    @promised
    async def setSize(self, size):
        """Cuts it off, or lets it grow with zeros."""
        await awaited(self._handle.set_size(_count("setSize", "size", size)))

    set_size = setSize

    def __repr__(self):
        return f"<granted file {self.name!r}>"


class GrantedFolder:
    """A folder with all that is in it. Paths are relative to it, with `/` between names."""

    __module__ = "imjoy"

    def __init__(self, handle):
        self._handle = handle

    @property
    def name(self):
        """Its name, without the folders that it is in."""
        return self._handle.name()

    @promised
    async def list(self, path=""):
        """What is in it, sorted: records of `name` and `metadata`."""
        entries = await awaited(self._handle.list(path_text("list", path)))
        return [Record(name=entry.name, metadata=_metadata(entry.metadata)) for entry in entries]

    @promised
    async def open(self, path):
        """Opens a file in it."""
        return GrantedFile(await awaited(self._handle.open(path_text("open", path))))

    @promised
    async def folder(self, path):
        """A folder in it."""
        return GrantedFolder(await awaited(self._handle.folder(path_text("folder", path))))

    @promised
    async def createFile(self, path, overwrite=False):
        """Makes an empty file and opens it."""
        path = path_text("createFile", path)
        return GrantedFile(await awaited(self._handle.create_file(path, bool(overwrite))))

    @promised
    async def createFolder(self, path):
        """Makes a folder, and those that it is in."""
        return GrantedFolder(await awaited(self._handle.create_folder(path_text("createFolder", path))))

    @promised
    async def remove(self, path):
        """Removes a file or an empty folder."""
        await awaited(self._handle.remove(path_text("remove", path)))

    @promised
    async def rename(self, path, to, overwrite=False):
        """Gives a file or folder in it another path."""
        await awaited(self._handle.rename(path_text("rename", path), path_text("rename", to), bool(overwrite)))

    create_file = createFile
    create_folder = createFolder

    def __repr__(self):
        return f"<granted folder {self.name!r}>"


class ExportWriter:
    """A file that is being saved in pieces. Nothing is there before `finish`."""

    __module__ = "imjoy"

    def __init__(self, handle):
        self._handle = handle

    @promised
    async def write(self, data):
        """Appends bytes, a text or an `imjoy.File`."""
        if isinstance(data, File) and data._buffer is not None:
            await awaited(self._handle.write_buffer(data._buffer))
            return
        for _, piece in _pieces(data):
            await awaited(self._handle.write(piece))

    @promised
    async def finish(self):
        """Puts the file in its place, whole."""
        await awaited(self._handle.finish())


async def openPath(path):
    """Opens a file that the user has granted."""
    return GrantedFile(await awaited(files.open_path(path_text("openPath", path))))


async def openFolder(path):
    """Opens a folder that the user has granted."""
    return GrantedFolder(await awaited(files.open_folder(path_text("openFolder", path))))


async def startExport(name=None, size=None):
    """Lets the user save a file that is made in pieces; `size` in bytes is for the progress."""
    size = None if size is None else _count("startExport", "size", size)
    return ExportWriter(await awaited(files.start_export(text(name), size)))


def _metadata(metadata):
    modified = None
    if metadata.modified is not None:
        try:
            modified = _EPOCH + datetime.timedelta(milliseconds=metadata.modified)
        except (OverflowError, ValueError):
            # Beyond the years that Python knows.
            pass
    kind = "folder" if metadata.kind is files.FileKind.FOLDER else "file"
    return Record(kind=kind, size=metadata.size, modified=modified)


def _count(function, name, value):
    if not hasattr(value, "__index__") or not 0 <= value.__index__() < 2**63:
        raise ApiError(f"{function} takes a whole number of bytes as {name}, not {value!r:.60}", "invalid")
    return value.__index__()


def _pieces(data):
    """Bytes in parts that one call takes, each with where it begins."""
    if isinstance(data, str):
        data = data.encode()
    elif isinstance(data, File):
        data = data.read()
    try:
        view = memoryview(data).cast("B")
    except TypeError:
        raise ApiError(f"bytes or a text are needed, not {type(data).__name__}", "invalid") from None
    return [
        (start, view[start : start + binary.PIECE_BYTES].tobytes())
        for start in range(0, max(len(view), 1), binary.PIECE_BYTES)
    ]
