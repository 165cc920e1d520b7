"""Files and blobs as values, with their contents in the host's memory until they are read."""

import io

from wit_world.imports import types

from . import binary

_DEFAULT_TYPE = "application/octet-stream"


class File:
    """A file or blob that is passed between plugins or saved by `api.exportFile`.

    `name` is None for a blob; `type` is the MIME type.
    """

    __module__ = "imjoy"

    def __init__(self, data=b"", name=None, type=_DEFAULT_TYPE):
        if isinstance(data, str):
            data = data.encode()
        self.name = name
        self.type = type
        self._data = memoryview(data).tobytes()
        self._buffer = None

    @classmethod
    def _from_wire(cls, file):
        made = cls.__new__(cls)
        made.name = file.name
        made.type = file.mime_type
        is_inline = isinstance(file.data, types.Binary_Inline)
        made._data = file.data.value if is_inline else None
        made._buffer = None if is_inline else file.data.value
        return made

    @property
    def size(self):
        """Length in bytes."""
        return len(self._data) if self._data is not None else self._buffer.length()

    def read(self):
        """The contents as bytes."""
        if self._data is None:
            self._data = binary.read(self._buffer)
        return self._data

    def text(self, encoding="utf-8"):
        """The contents as text."""
        return self.read().decode(encoding)

    def open(self):
        """The contents as a file object, for libraries that read one."""
        return io.BytesIO(self.read())

    def __len__(self):
        return self.size

    def __bool__(self):
        return True

    def __repr__(self):
        return f"<File {self.name!r}, {self.type}, {self.size} bytes>"

    def _to_wire(self):
        """`types.file`; contents that the host keeps are not copied."""
        data = types.Binary_Shared(self._buffer.clone()) if self._buffer is not None else binary.to_wire(self._data)
        return types.File(None if self.name is None else str(self.name), str(self.type), data)

    def _to_attachment(self):
        return types.Attachment_File(self._to_wire())
