"""Types of the ImJoy API, for annotations.

For editors alone: there is no such module when a plugin runs, so import from it under
`if TYPE_CHECKING:`.

Generated from wit/ by guest-sdk/stubs; edit that.
"""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any, Literal, Required, TypedDict, TypeVar, Unpack, overload

from typing_extensions import Buffer

from imjoy import File, Promise, Record
from imjoy.ndarray import ndarray

_T = TypeVar("_T")

class Context(Record):
    """What `run` and the functions of ops are given: ImJoy's `my`, later called `ctx`."""

    config: Record
    """The answers of the form by the ids of its fields, and the op's name as `type`."""

    data: Any
    """What the op works on: as a rule the data of the active window."""

    name: str | None
    """Name of the window that the data are from."""

    type: str | None
    """Type of that window."""

    window: Window
    """In a window plugin: its own window."""

class Interaction(Record):
    """What the user did in a window: the data of its event `interaction`."""

    id: str
    """Which element."""

    kind: str
    """What: `click`, `change`, `submit` …"""

    value: Any
    """The element's value now."""

class WindowUpdate(TypedDict, total=False):
    """What `run` of a window changes; what is absent stays as it is."""

    data: Any
    """What the window shows."""

    config: Any
    """Settings of the window."""

    name: str
    """Title."""

Element = dict[str, Any]
"""An element of a window's content, by its `type`, with an `id` and its fields."""

class EntryMetadata(Record):
    """What is known of a file or folder."""

    kind: Literal["file", "folder"]
    size: int
    """Its length in bytes; 0 for a folder."""

    modified: datetime | None
    """When it was changed last, where the file system tells."""

class Entry(Record):
    """One entry of a folder."""

    name: str
    metadata: EntryMetadata

_Entries = list[Entry]

class GrantedFile:
    """A file that the user has granted, open for reading, and for writing where the grant allows it."""

    @property
    def name(self) -> str:
        """Its name, without folders."""

    def metadata(self) -> Promise[EntryMetadata]:
        """What is known of it now."""

    def read(self, offset: int = 0, length: int | None = None) -> Promise[bytes]:
        """The bytes from `offset` on, all that follow or up to `length`."""

    def text(self, encoding: str = "utf-8") -> Promise[str]:
        """All of it as text."""

    def pieces(self, offset: int = 0) -> AsyncIterator[bytes]:
        """The bytes from `offset` on, piece by piece: `async for piece in file.pieces()`."""

    def load(self, offset: int = 0, length: int | None = None) -> Promise[File]:
        """A part of it to pass on or save; Python gets no copy until it reads it."""

    @overload
    def write(self, offset: int, data: Buffer | str | File) -> Promise[None]:
        """Writes at `offset`, which may be left out for the start."""

    @overload
    def write(self, offset: Buffer | str | File) -> Promise[None]: ...
    def setSize(self, size: int) -> Promise[None]:
        """Cuts it off, or lets it grow with zeros."""
    set_size = setSize

class GrantedFolder:
    """A folder that the user has granted. Paths are relative to it, with `/` between names."""

    @property
    def name(self) -> str:
        """Its name, without the folders that it is in."""

    def list(self, path: str = "") -> Promise[_Entries]:
        """What is in it, sorted by name."""

    def open(self, path: str) -> Promise[GrantedFile]:
        """Opens a file in it."""

    def folder(self, path: str) -> Promise[GrantedFolder]:
        """A folder in it."""

    def createFile(self, path: str, overwrite: bool = False) -> Promise[GrantedFile]:
        """Makes an empty file and opens it."""
    create_file = createFile

    def createFolder(self, path: str) -> Promise[GrantedFolder]:
        """Makes a folder, and those that it is in."""
    create_folder = createFolder

    def remove(self, path: str) -> Promise[None]:
        """Removes a file or an empty folder."""

    def rename(self, path: str, to: str, overwrite: bool = False) -> Promise[None]:
        """Gives a file or folder in it another path."""

class ExportWriter:
    """A file that is being saved in pieces. Nothing is there before `finish`."""

    def write(self, data: Buffer | str | File) -> Promise[None]:
        """Appends bytes, a text or a file."""

    def finish(self) -> Promise[None]:
        """Puts the file in its place, whole."""

class _WindowOfRuntime:
    """What the runtime adds to windows."""

    @property
    def id(self) -> int:
        """The host's id of the window."""

    @property
    def name(self) -> str:
        """The window's name."""

    def onclose(self, handler: Callable[..., Any]) -> Promise[None]:
        """Calls `handler` when the window closes: `on("close", handler)`."""
    onClose = onclose

class _PluginOfRuntime:
    """What the runtime adds to plugins."""

    @property
    def name(self) -> str:
        """The plugin's name, unless it exports something of that name."""

class _UtilitiesOfRuntime:
    """What the runtime adds to `api.utils`."""

    def ndarray(self, array: Any) -> ndarray:
        """An array of nested lists, of numbers or of an object with the buffer protocol."""

    def setInterval(self, function: Callable[[], Any], seconds: float) -> Promise[None]:
        """Calls `function` every `seconds` seconds; `cancel()` of what it gives ends that."""

    def clearInterval(self, timer: Promise[None]) -> None:
        """Ends what `setInterval` has started."""

    def debounce(self, seconds: float) -> Callable[[Callable[..., Any]], Callable[..., None]]:
        """A decorator: of calls within `seconds` seconds the last one is carried out."""

class _ApiOfRuntime:
    """What the runtime adds to `api`."""

    utils: Utilities
    """Small services of the host."""

    WORK_DIR: str
    """The plugin's own folder, which is kept."""

    ENGINE_URL: None
    """There is no plugin engine."""

    FILE_MANAGER_URL: None
    """There is no file manager."""

    @property
    def config(self) -> Record:
        """What is known of the plugin: `name`, `type`, `api_version`, `tag`, `workspace`."""

    def export(self, interface: object, config: Any = None) -> None:
        """Exports the plugin, as the last line of its script.

        The methods of an object (names that begin with `_` are left out), or the functions of a
        dict; numbers, texts and truth values as well. What is exported can be called by the host
        and other plugins.
        """

    def openPath(self, path: str) -> Promise[GrantedFile]:
        """Opens a file that the user has granted, for example by `showFileDialog`."""
    open_path = openPath

    def openFolder(self, path: str) -> Promise[GrantedFolder]:
        """Opens a folder that the user has granted."""
    open_folder = openFolder

    def startExport(self, name: str | None = None, size: int | None = None) -> Promise[ExportWriter]:
        """Lets the user save a file that is made in pieces; `size` in bytes is for the progress."""
    start_export = startExport

    @overload
    def loadPlugin(self, plugin_name: str) -> Promise[Plugin]:
        """The same as `getPlugin`."""
    @overload
    def loadPlugin(self, *, src: str, tag: str | None = None) -> Promise[Plugin]:
        """Loads a plugin from the text of a plugin file, such as an attachment; it is a part of this plugin and
        ends with it. `createWindow(src=...)` opens a window of a window plugin so."""

    def progress(self, progress: float) -> Promise[None]:
        """The same as `showPluginProgress`."""

    def echo(self, value: _T) -> Promise[_T]:
        """Gives the value back."""

    def on(self, event: str, handler: Callable[..., Any], fire_if_emitted: bool = False) -> Promise[None]:
        """Calls `handler` with the data of each `event` that the plugin emits itself."""

    def off(self, event: str, handler: Callable[..., Any] | None = None) -> Promise[None]:
        """Removes the handlers of an event of the plugin itself."""

    def emit(self, event: str, data: Any = None) -> Promise[None]:
        """Emits an event within the plugin; ends when its handlers have."""

    def onClose(self, handler: Callable[..., Any]) -> Promise[None]:
        """Calls `handler` when the plugin is terminated."""

    def onLoad(self, handler: Callable[[], _T]) -> _T:
        """Calls `handler` at once: the API is there."""

    def init(self, config: Any = None) -> None:
        """Does nothing: the plugin's config is that of its file."""

    def ndarray(self, array: Any) -> ndarray:
        """The same as `api.utils.ndarray`."""

    def registerCodec(self, codec: dict[str, Any] | None = None, **options: Any) -> None:
        """Makes objects of a class passable: `name`, `type`, `encoder`, `decoder`."""

    def disposeObject(self, value: Any) -> None:
        """Does nothing: what is passed is freed when nobody holds it."""

    def dispose(self) -> None:
        """Does nothing: the host ends the plugin."""

@generated declarations@
