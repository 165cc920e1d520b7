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

class Message(TypedDict, total=False):
    """Text of a dialog."""

    title: str
    """Title; the plugin's name when absent."""

    content: Required[str]
    """What the dialog says."""

    confirm_text: str
    """Label of the button that confirms; `OK` when absent."""

    cancel_text: str
    """Label of the button that cancels; `Cancel` when absent."""

class DialogOptions(TypedDict, total=False):
    """A form: `api.showDialog`."""

    name: str
    """Title; the plugin's name when absent."""

    ui: Any
    """The form, a text with embedded `{…}` fields or a list, by the grammar of the
    `ui` field of ImJoy's `<config>` block.
    """

    type: str
    """A window type to show as a dialog in place of a form, or the name of a window
    plugin; `ui` is not looked at then.
    """

    data: Any
    """Data for that window."""

    config: Any
    """Settings of that window."""

    w: int
    """Width of that window in grid columns of 30 pixels."""

    h: int
    """Height of that window in grid rows of 30 pixels."""

class FileDialogOptions(TypedDict, total=False):
    """Options of `api.showFileDialog`."""

    type: Literal["file", "directory", "any"]
    """What may be chosen.
    - `file`: Files.
    - `directory`: Folders.
    - `any`: Both.
    """

    title: str
    """Title; `ImJoy File Dialog` when absent."""

    root: str
    """Folder to show first; `~` stands for the home folder."""

    mode: Literal["single", "multiple", "single|multiple"]
    """How many may be chosen.
    - `single`: Exactly one; the result is a text.
    - `multiple`: Any number; the result is a list.
    - `single|multiple`: A text for one, a list for several.
    """

    uri_type: Literal["url", "path"]
    """Form of the result; `path` when absent, as for every native plugin.
    - `url`: A URL, as from `api.getFileUrl`.
    - `path`: An absolute path.
    """

    access: Literal["read", "read-write"]
    """What the plugin may do with what is chosen; `read` when absent. The dialog says so
    to the user.
    - `read`: Read it.
    - `read-write`: Read and change it; in a folder also make, rename and remove files.
    """

class WindowOptions(TypedDict, total=False):
    """Description of a new window."""

    name: str
    """Title; the window type when absent."""

    type: Required[str]
    """Internal type such as `imjoy/image`, or the name of a window plugin. The address of a
    page of the web opens a window that offers to open the page in a browser, and shows its
    data.
    """

    w: int
    """Width in grid columns of 30 pixels."""

    h: int
    """Height in grid rows of 30 pixels."""

    x: int
    """Column of the left edge; chosen by the host when absent."""

    y: int
    """Row of the upper edge; chosen by the host when absent."""

    data: Any
    """What the window shows; its form depends on the type."""

    config: Any
    """Settings of the window; their form depends on the type."""

class WindowQuery(TypedDict, total=False):
    """Which window is meant; all given fields must match."""

    name: str
    """The window's name."""

    window_id: int
    """The window's id."""

    plugin_id: str
    """Id of the window plugin's instance in the window (`window.config.id`)."""

    type: str
    """The window's type."""

class Rectangle(TypedDict, total=False):
    """Position and size of a window in grid cells of 30 pixels."""

    x: Required[int]
    """Column of the left edge."""

    y: Required[int]
    """Row of the upper edge."""

    w: Required[int]
    """Width in columns."""

    h: Required[int]
    """Height in rows."""

class OpOptions(TypedDict, total=False):
    """An op of the calling plugin."""

    name: str
    """Name, at most 256 characters; the plugin's name when absent, which replaces the
    plugin's default op.
    """

    ui: Any
    """Form by the grammar of `DialogOptions.ui`."""

    run: str | Callable[..., Any]
    """Runs when the op is executed; the plugin's `run` when absent. The name of a function
    that is not exported is `invalid`.
    """

    update: str | Callable[..., Any]
    """Runs when a field of the form has changed; the plugin's `update`, if it has one,
    when absent.
    """

    inputs: Any
    """JSON Schema of the data that the op takes. The op is offered for windows whose data
    it accepts, and gets the data of the active window only if it accepts them.

    The draft is 7 unless `$schema` names a newer one. A record that is not a schema
    itself is a list of properties; all are required unless `required` says which.
    ImJoy's keywords are known: `ndarray` (`shape`, `dtype`, `ndim`), `file` (`mime`,
    `ext`, `size`, `minSize`, `maxSize`) and `instanceof`. References stay within the
    schema and do not come back to themselves. A schema that is wrong or too large is
    `invalid`, with the reason.
    """

    outputs: Any
    """JSON Schema of the data that the op gives. A result that does not match is an error
    in the plugin's log, and shown all the same.
    """

class FileUrlOptions(TypedDict, total=False):
    """What `api.getFileUrl` serves, and how."""

    path: Required[str]
    """Absolute path of a file or folder; `~` stands for the home folder."""

    password: str
    """Password that the URL then needs."""

    headers: dict[str, Any]
    """Headers to serve with: `Content-Disposition` (else `inline`), `Content-Type`
    (else guessed from the name) and `Cache-Control`; any other is `invalid`.
    """

class FileMetadata(TypedDict, total=False):
    """What is known of a file or folder."""

    kind: Required[Literal["file", "folder"]]
    """What it is.
    - `file`: A file.
    - `folder`: A folder.
    """

    size: Required[int]
    """Its length in bytes; 0 for a folder."""

    modified: float
    """When it was changed last, in milliseconds since 1970-01-01T00:00:00Z, where the
    file system tells.
    """

class FolderEntry(TypedDict, total=False):
    """One entry of a folder."""

    name: Required[str]
    """Its name, without folders."""

    metadata: Required[FileMetadata]
    """What is known of it."""

class PromptOptions(TypedDict, total=False):
    """A question for a line of text."""

    title: str
    """Title; the plugin's name when absent."""

    content: Required[str]
    """What the dialog says."""

    confirm_text: str
    """Label of the button that confirms; `OK` when absent."""

    cancel_text: str
    """Label of the button that cancels; `Cancel` when absent."""

    placeholder: str
    """The answer when the user leaves the line empty."""

class WindowConfig(TypedDict, total=False):
    """What is known of a window."""

    window_id: Required[int]
    """The host's id of the window; unique, never used again."""

    name: Required[str]
    """The window's name, shown in its title."""

    id: Required[str | None]
    """Id of the window plugin's instance in this window, made by the host and never
    used again; none for a window of an internal type, and once the window is closed.
    """

class Window(_WindowOfRuntime):
    """A handle to an open window, from `api.createWindow` or `api.getWindow`.
    Functions of a closed window get `terminated`.
    """

    @property
    def config(self) -> WindowConfig:
        """What is known of it."""

    @overload
    def run(self, update: WindowUpdate | None = None) -> Promise[Any]:
        """Gives the window new contents: the fields of the record `update` (`data`,
        `config`, `name`) are merged into the window. For a window plugin the `run` of
        its instance is then called with the window's new context, and its result given
        back; otherwise the result is absent.
        """

    @overload
    def run(self, **options: Unpack[WindowUpdate]) -> Promise[Any]:
        """Gives the window new contents: the fields of the record `update` (`data`,
        `config`, `name`) are merged into the window. For a window plugin the `run` of
        its instance is then called with the window's new context, and its result given
        back; otherwise the result is absent.
        """

    def on(
        self,
        event: str,
        handler: Callable[..., Any],
        fire_if_emitted: bool | None = None,
    ) -> Promise[None]:
        """Calls `handler` with the data of each `event`: `ready`, `resize`, `focus`, `show`,
        `hide`, `refresh`, `close`, one that the window's contents send, such as `change`,
        or one that somebody emits. `drop` has a list of the files and folders that the user
        has let go over the window, records of `path`, `name`, `kind` (`file` or `folder`)
        and `size`; the plugin may read them from then on. The events of a window come in order, one after the
        other: the next when all handlers of the one before have ended. While they wait,
        events of which only the last counts replace each other. With `fire_if_emitted`,
        the data of an earlier event that nobody handled is delivered at once.
        """

    def off(self, event: str, handler: Callable[..., Any] | None = None) -> Promise[None]:
        """Removes the handlers of `event`."""

    def emit(self, event: str, data: Any = None) -> Promise[None]:
        """Emits an event with data and resolves when all handlers have run; fails with
        the handlers' errors. Without a handler the data is kept for one that comes later
        with `fire-if-emitted`. What is emitted while handlers of this window run does not
        wait for them, so that a handler can emit. `close` cannot be emitted.
        """

    def close(self) -> Promise[None]:
        """Closes the window, after the events that wait: its `close` handlers run, last of
        all; the instance of a window plugin then gets its `exit` and ends.
        """

    def refresh(self) -> Promise[None]:
        """Has the window's contents drawn anew and emits `refresh`. This and the four
        functions below resolve without awaiting the handlers.
        """

    @overload
    def resize(self, rectangle: Rectangle | None = None) -> Promise[None]:
        """Moves and resizes the window; an absent rectangle restores the default size, at a
        place that the host chooses. Emits `resize` with the rectangle as a record of `x`,
        `y`, `w` and `h`, or nothing. `invalid` for a width or height of 0 or above 1000,
        and for a column or row above 10000.
        """

    @overload
    def resize(self, **options: Unpack[Rectangle]) -> Promise[None]:
        """Moves and resizes the window; an absent rectangle restores the default size, at a
        place that the host chooses. Emits `resize` with the rectangle as a record of `x`,
        `y`, `w` and `h`, or nothing. `invalid` for a width or height of 0 or above 1000,
        and for a column or row above 10000.
        """

    def focus(self) -> Promise[None]:
        """Brings the window to the front and emits `focus`."""

    def show(self) -> Promise[None]:
        """Shows a hidden window and emits `show`."""

    def hide(self) -> Promise[None]:
        """Hides the window without closing it and emits `hide`."""

    def setContent(self, content: Element) -> Promise[None]:
        """Replaces the content of the window by a tree of elements: records with a `type`
        (`label`, `button`, `slider`, `column`, `canvas` …) and its fields. The host keeps
        and draws it, and tells what the user does by the event `interaction`: a record
        of the element's `id`, the `kind` of what happened (`click`, `change` …) and, as
        the kind may be, `value` and further fields. For windows of type
        `imjoy/interface` and those of window plugins. A tree that cannot be read is
        `invalid`, with the place of the wrong element; one that is too large is `limit`.
        """

    def changeContent(self, changes: dict[str, Any]) -> Promise[None]:
        """Changes single elements of the content: a record of element id and fields, which
        are merged into that element; null in place of the fields removes it, a `type`
        among them replaces it. `children` replaces its children, `append` adds some; in
        a canvas, `shapes` as a record changes, adds and removes single shapes. An
        unknown id is `not-found`; after an error nothing has changed.
        """

    def __getattr__(self, name: str) -> Any:
        """Calls a function of the window plugin's instance in this window; `run` as above.
        A window of an internal type has `run` only; other names are `not-found`.
        """

    def __getitem__(self, name: str) -> Any:
        """As an attribute of that name."""

class Plugin(_PluginOfRuntime):
    """A handle to another plugin, from `api.getPlugin`."""

    def __getattr__(self, name: str) -> Any:
        """Calls an exported function by name. For a window plugin each `run` opens a new
        window with an instance of its own and gives the window; other functions are
        called through a window.
        """

    def __getitem__(self, name: str) -> Any:
        """As an attribute of that name."""

class Task:
    """A call that goes on while the plugin does other things; from `start`. Dropping the
    handle lets the call go on.
    """

    def wait(self) -> Promise[Any]:
        """Awaits the result; `cancelled` after `api.utils.kill`."""

class Utilities(_UtilitiesOfRuntime):
    """Small services of the host: `api.utils`."""

    def forceUpdate(self) -> Promise[None]:
        """Draws the application anew."""

    def openUrl(self, url: str) -> Promise[None]:
        """Opens an http, https or mailto URL in the user's browser, after the user has
        agreed, which they may do once or for good. `denied` when
        they have not; `invalid` for any other URL and for one that could deceive, such as
        one with a user name; `limit` for more than ten a minute.
        """

    def sleep(self, duration: float) -> Promise[None]:
        """Waits for `duration` seconds. Other calls of the plugin go on.
        `invalid` unless the duration is a number above 0 and at most 24 hours.
        """

    def kill(self, task: Task) -> Promise[None]:
        """Ends a task that the plugin has started; who awaits it gets
        `cancelled`.
        """

class Api(_ApiOfRuntime):
    """The ImJoy API: `api`. Every call gives a promise."""

    @property
    def TAG(self) -> str | None:
        """The tag that the user has chosen, or the first; none if the plugin has no tags."""

    @property
    def WORKSPACE(self) -> str:
        """Name of the current workspace."""

    @overload
    def alert(self, message: str | Message) -> Promise[None]:
        """Shows a message and resolves when the user has pressed OK."""

    @overload
    def alert(self, **options: Unpack[Message]) -> Promise[None]:
        """Shows a message and resolves when the user has pressed OK."""

    @overload
    def confirm(self, message: str | Message) -> Promise[bool]:
        """Asks a question; true for OK, false for Cancel."""

    @overload
    def confirm(self, **options: Unpack[Message]) -> Promise[bool]:
        """Asks a question; true for OK, false for Cancel."""

    @overload
    def prompt(self, message: str | PromptOptions, default: str | None = None) -> Promise[str]:
        """Asks for a line of text that starts as `default`; an empty answer gives
        `placeholder`; Cancel is `cancelled`.
        """

    @overload
    def prompt(
        self,
        *,
        default: str | None = None,
        **options: Unpack[PromptOptions],
    ) -> Promise[str]:
        """Asks for a line of text that starts as `default`; an empty answer gives
        `placeholder`; Cancel is `cancelled`.
        """

    @overload
    def showDialog(self, dialog: str | DialogOptions) -> Promise[Any]:
        """Shows a form and gives a record with one field for each `id` of the form; Cancel
        is `cancelled`. With a window type it opens a window as
        `api.createWindow` does, shows it as a dialog, and gives the window; it closes
        with the plugin at the latest.

        With an `api_version` above 0.1.6, Cancel of a form gives None.
        """

    @overload
    def showDialog(self, **options: Unpack[DialogOptions]) -> Promise[Any]:
        """Shows a form and gives a record with one field for each `id` of the form; Cancel
        is `cancelled`. With a window type it opens a window as
        `api.createWindow` does, shows it as a dialog, and gives the window; it closes
        with the plugin at the latest.

        With an `api_version` above 0.1.6, Cancel of a form gives None.
        """

    @overload
    def showFileDialog(self, options: FileDialogOptions | None = None) -> Promise[Any]:
        """Lets the user choose files or folders. The result is a text
        or a list of texts by `mode`; closing the dialog is `cancelled`. By choosing, the
        user grants the plugin to use them, by
        `access`, until the host ends or, where they tick the box, until they revoke it.

        Files are named by paths; without a `type` files and folders may be chosen. What is
        given goes by the plugin's `api_version`: up to 0.1.3 a text or a list of texts; then
        records with `path` or `url` in place of the texts, and None on Cancel; from 0.1.8 on
        always a list of such records, empty on Cancel.
        """

    @overload
    def showFileDialog(self, **options: Unpack[FileDialogOptions]) -> Promise[Any]:
        """Lets the user choose files or folders. The result is a text
        or a list of texts by `mode`; closing the dialog is `cancelled`. By choosing, the
        user grants the plugin to use them, by
        `access`, until the host ends or, where they tick the box, until they revoke it.

        Files are named by paths; without a `type` files and folders may be chosen. What is
        given goes by the plugin's `api_version`: up to 0.1.3 a text or a list of texts; then
        records with `path` or `url` in place of the texts, and None on Cancel; from 0.1.8 on
        always a list of such records, empty on Cancel.
        """

    def showProgress(self, progress: float) -> Promise[None]:
        """The application's progress bar, in percent: below 1 it counts
        as a fraction (0.5 is 50 %, 1 is 1 %). Clamped to 0 to 100; NaN is ignored.
        """

    def showStatus(self, status: str) -> Promise[None]:
        """The application's status text; shown red when it tells of an
        error.
        """

    def showSnackbar(self, message: str, duration: float | None = None) -> Promise[None]:
        """A short message at the bottom for `duration` seconds, 10 when
        absent.
        """

    def showMessage(self, message: str, duration: float | None = None) -> Promise[None]:
        """Snackbar and status text at once."""

    def showPluginProgress(self, progress: float) -> Promise[None]:
        """The plugin's own progress bar in the plugin list, with
        the rule of `api.showProgress`.
        """

    def showPluginStatus(self, status: str) -> Promise[None]:
        """The text under the plugin's name in the plugin list."""

    def log(self, *items: Any) -> Promise[None]:
        """Adds an entry to the plugin's log. Items are joined by a space; a
        record `{type: "image", value: URL}` is shown as a picture.
        """

    def error(self, *items: Any) -> Promise[None]:
        """As `log`, marked as an error, with a badge at the plugin's name."""

    @overload
    def createWindow(self, options: str | WindowOptions) -> Promise[Window]:
        """Opens a window. For a window plugin a new instance of it is
        set up in the window and its `run` called with a context of `config`, `data`,
        `window` (its own window), `name` and `type`; when that has ended the window is
        given. The fields of the record that `run` returns are merged into the window's
        config. If the setup or this `run` fails, so does the call, and the window is taken
        away. Fails with `not-found` for an unknown type, with `invalid` for a plugin that is
        no window plugin, and with `limit` for too many windows or instances. Data that an
        internal type cannot show is no error: the window says in a sentence what is wrong.

        Data of internal types. An image is an array, a file, bytes or a data URL.
        - `imjoy/image`: `{src}`, an image or a stack.
        - `imjoy/images`: `{images}`, a list of images or of records `{src, name?}`.
        - `imjoy/image-compare`: `{first, second}`, each an image or a record `{src, name?}`.
        - `imjoy/files`: `{files}`, a list of files, paths or records
          `{name, size?, type?, path?, url?, data?}`.
        - `imjoy/url_list`: `{urls}`, a list of addresses or of records `{name?, url}`; http,
          https and mailto are opened.
        - `imjoy/markdown`: `{source}`, a text; images are shown as their alternative text.
        - `imjoy/plot`: `{title?, x: {label?, log?}, y: {label?, log?}, legend?, series}`, where
          `series` is a list of `{type, name?, color?, x?, y, width?, bins?, range?}` and
          `type` is `line`, `points`, `bars` or `histogram`. `x` and `y` are lists of numbers
          or arrays of one axis; null and NaN are gaps. `width` is a line's thickness or a
          point's diameter on the screen, or a bar's width on the axis; `bins` and
          `range` (`[low, high]`) are those of a histogram. Numbers alone are one line; a list
          of lists, or an array of two axes, is a line for each list or row.
        - `imjoy/table`: a list of records or of lists. `imjoy/generic`: any value.
        """

    @overload
    def createWindow(self, **options: Unpack[WindowOptions]) -> Promise[Window]:
        """Opens a window. For a window plugin a new instance of it is
        set up in the window and its `run` called with a context of `config`, `data`,
        `window` (its own window), `name` and `type`; when that has ended the window is
        given. The fields of the record that `run` returns are merged into the window's
        config. If the setup or this `run` fails, so does the call, and the window is taken
        away. Fails with `not-found` for an unknown type, with `invalid` for a plugin that is
        no window plugin, and with `limit` for too many windows or instances. Data that an
        internal type cannot show is no error: the window says in a sentence what is wrong.

        Data of internal types. An image is an array, a file, bytes or a data URL.
        - `imjoy/image`: `{src}`, an image or a stack.
        - `imjoy/images`: `{images}`, a list of images or of records `{src, name?}`.
        - `imjoy/image-compare`: `{first, second}`, each an image or a record `{src, name?}`.
        - `imjoy/files`: `{files}`, a list of files, paths or records
          `{name, size?, type?, path?, url?, data?}`.
        - `imjoy/url_list`: `{urls}`, a list of addresses or of records `{name?, url}`; http,
          https and mailto are opened.
        - `imjoy/markdown`: `{source}`, a text; images are shown as their alternative text.
        - `imjoy/plot`: `{title?, x: {label?, log?}, y: {label?, log?}, legend?, series}`, where
          `series` is a list of `{type, name?, color?, x?, y, width?, bins?, range?}` and
          `type` is `line`, `points`, `bars` or `histogram`. `x` and `y` are lists of numbers
          or arrays of one axis; null and NaN are gaps. `width` is a line's thickness or a
          point's diameter on the screen, or a bar's width on the axis; `bins` and
          `range` (`[low, high]`) are those of a histogram. Numbers alone are one line; a list
          of lists, or an array of two axes, is a line for each list or row.
        - `imjoy/table`: a list of records or of lists. `imjoy/generic`: any value.
        """

    @overload
    def getWindow(self, query: str | WindowQuery) -> Promise[Window | None]:
        """An open window of this plugin or another, the newest that matches, or none."""

    @overload
    def getWindow(self, **options: Unpack[WindowQuery]) -> Promise[Window | None]:
        """An open window of this plugin or another, the newest that matches, or none."""

    def call(self, plugin_name: str, function_name: str, *arguments: Any) -> Promise[Any]:
        """Calls a function of another plugin."""

    def run(self, plugin_name: str, context: Any = None) -> Promise[Any]:
        """Calls the `run` of another plugin with a context, an empty record when
        absent. The `run` of a window plugin opens a new window with the context's `data`
        and `config` and gives that window.
        """

    def getPlugin(self, plugin_name: str) -> Promise[Plugin]:
        """A handle to another plugin."""

    def start(self, plugin_name: str, function_name: str, *arguments: Any) -> Task:
        """Starts a call as a task that `api.utils.kill` can end."""

    @overload
    def register(self, op: OpOptions) -> Promise[bool]:
        """Adds an op, or replaces that of the same name. `unavailable` for an
        instance of a window plugin, which comes and goes with its window.
        """

    @overload
    def register(self, **options: Unpack[OpOptions]) -> Promise[bool]:
        """Adds an op, or replaces that of the same name. `unavailable` for an
        instance of a window plugin, which comes and goes with its window.
        """

    def unregister(self, name: str | None = None) -> Promise[bool]:
        """Removes an op by name, or all ops of the plugin."""

    def registerService(self, service: dict[str, Any]) -> Promise[str]:
        """Offers a service: a record with the texts `type` and `name`
        and any functions. The host adds `id`, which it gives back, and `provider`, the
        plugin's name. The service vanishes when the plugin ends. The type `operator` (listed
        as `@operator`) registers an op, whose fields the record has; its id is its name.
        Without `type` or `name`, or with an unknown type that begins with `@`, it is
        `invalid`; `limit` above 256 services or 16 MiB.
        """

    def unregisterService(self, id: str | dict[str, Any]) -> Promise[bool]:
        """Withdraws a service of this plugin; `not-found` for any
        other id.
        """

    def getServices(self, query: Any = None) -> Promise[list[Any]]:
        """All services whose fields equal those of the record `query`, or whose type is the
        text `query`, or, for null, that there are. Their functions can be
        called.
        """

    def setConfig(self, name: str, value: Any) -> Promise[None]:
        """Keeps a setting. It is a text, as JavaScript's `String` makes one
        of the value: `928`, `0.5`, `true`, the members of a list with commas between them,
        `[object Object]` for a record. null, absent, false, 0, NaN and the empty text remove
        the setting. Settings belong to the plugin's name and are shared by all workspaces.

        Resolves when the setting is durable; settings of one plugin are kept in the order of
        the calls. `invalid` for a name that is `_` and a field of the manifest, and for a
        date or a handle; `limit` for a name above 1 KiB, a text above 1 MiB, or 5 MiB of all
        settings of the plugin.
        """

    def getConfig(self, name: str) -> Promise[Any]:
        """Reads a setting as a text, or null. `_name` and so on give the
        fields of the manifest as they are, with the values of the chosen tag.
        """

    def getAttachment(self, name: str) -> Promise[str | None]:
        """Text of an attachment of the plugin, or none. Attachments are
        the texts in the record `attachments` of the manifest.
        """

    @overload
    def getFileUrl(
        self,
        options: str | FileUrlOptions,
        further_options: dict[str, Any] | None = None,
    ) -> Promise[str]:
        """An URL for a local file or folder, after the user has agreed, for example
        `http://127.0.0.1:8080/file/1ba89354-ae98-457c-a53b-39a4bdd14941?name=output.png`.
        For a folder, names below it may follow the id, with `/` between them. `denied` when
        the user has not agreed, `not-found` when there is no such file. The same options
        give the same URL. It works while the host runs, until the user revokes the grant.
        """

    @overload
    def getFileUrl(
        self,
        *,
        further_options: dict[str, Any] | None = None,
        **options: Unpack[FileUrlOptions],
    ) -> Promise[str]:
        """An URL for a local file or folder, after the user has agreed, for example
        `http://127.0.0.1:8080/file/1ba89354-ae98-457c-a53b-39a4bdd14941?name=output.png`.
        For a folder, names below it may follow the id, with `/` between them. `denied` when
        the user has not agreed, `not-found` when there is no such file. The same options
        give the same URL. It works while the host runs, until the user revokes the grant.
        """

    def getFilePath(self, url: str) -> Promise[str]:
        """The path behind an URL that this plugin has got from `api.getFileUrl`; `not-found` for any other."""

    def exportFile(self, contents: str | File | Buffer, name: str | None = None) -> Promise[None]:
        """Lets the user save a file under `name`, by default the file's
        own name, else `file_export`. The name is a suggestion; the user chooses name and
        folder. `cancelled` when they do not.
        Either the whole new file is there in the end or what was there before.
        """

    # The same by Python's way of writing names.

    show_dialog = showDialog
    show_file_dialog = showFileDialog
    show_progress = showProgress
    show_status = showStatus
    show_snackbar = showSnackbar
    show_message = showMessage
    show_plugin_progress = showPluginProgress
    show_plugin_status = showPluginStatus
    create_window = createWindow
    get_window = getWindow
    get_plugin = getPlugin
    register_service = registerService
    unregister_service = unregisterService
    get_services = getServices
    set_config = setConfig
    get_config = getConfig
    get_attachment = getAttachment
    get_file_url = getFileUrl
    get_file_path = getFilePath
    export_file = exportFile
