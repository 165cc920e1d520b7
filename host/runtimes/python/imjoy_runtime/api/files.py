"""`api.getFileUrl`, `getFilePath`, `exportFile`."""

from wit_world.imports import files

from ..errors import ApiError, awaited
from ..values import binary
from ..values.file import File
from .arguments import options_of, path_text, text
from .granted_files import GrantedFile


async def getFileUrl(path=None, password=None, headers=None, **options):
    """A URL for a local file or folder, after the user has agreed."""
    if isinstance(path, dict) or path is None:
        options = options_of("getFileUrl", path, options)
        path = options.get("path")
        password = options.get("password", password)
        headers = options.get("headers", headers)
    if isinstance(headers, dict):
        headers = list(headers.items())
    wanted = files.FileUrlOptions(
        path_text("getFileUrl", path),
        text(password),
        [(text(name), text(value)) for name, value in headers or ()],
    )
    return await awaited(files.get_file_url(wanted))


async def getFilePath(url=None, **options):
    """The path behind a URL from `getFileUrl`."""
    if isinstance(url, dict) or options:
        url = options_of("getFilePath", url, options).get("url")
    return await awaited(files.get_file_path(text(url) or ""))


async def exportFile(file=None, name=None, **options):
    """Lets the user save a text, bytes, a file of any kind, under a name of their choice."""
    if isinstance(file, dict) or options:
        options = options_of("exportFile", file if isinstance(file, dict) else {"file": file}, options)
        file = options.get("file", options.get("data"))
        name = options.get("name", name)
    await awaited(files.export_file(_contents(file), text(name)))


def _contents(file):
    if isinstance(file, str):
        return files.FileContents_Text(text(file))
    if isinstance(file, File):
        return files.FileContents_File(file._to_wire())
    if isinstance(file, GrantedFile):
        return files.FileContents_Granted(file._handle)
    if hasattr(file, "read"):
        contents = file.read()
        return files.FileContents_Text(text(contents)) if isinstance(contents, str) else _contents(contents)
    try:
        return files.FileContents_Bytes(binary.to_wire(memoryview(file).tobytes()))
    except TypeError:
        raise ApiError(f"exportFile takes a text, bytes or a file, not {type(file).__name__}", "invalid") from None

