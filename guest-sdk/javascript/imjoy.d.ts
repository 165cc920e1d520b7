// The ImJoy API in JavaScript plugins, for editors and TypeScript.
//
// Generated from wit/ by guest-sdk/stubs; edit that. README.md beside this file says how an
// editor finds it.

/** Types of the ImJoy API. */
declare namespace ImJoy {
  /** Bytes; on their way out in any of these forms, arriving as a typed array or `ArrayBuffer`. */
  type Bytes = ArrayBuffer | ArrayBufferView;

  /** Element type of an array. */
  type Dtype =
    | 'bool'
    | 'int8'
    | 'int16'
    | 'int32'
    | 'int64'
    | 'uint8'
    | 'uint16'
    | 'uint32'
    | 'uint64'
    | 'float16'
    | 'float32'
    | 'float64'
    | 'complex64'
    | 'complex128';

  /** Elements of an array; 64-bit integers are `bigint`. */
  type Elements =
    | Int8Array
    | Int16Array
    | Int32Array
    | BigInt64Array
    | Uint8Array
    | Uint16Array
    | Uint32Array
    | BigUint64Array
    | Float32Array
    | Float64Array;

  /**
   * An array of two or more axes, such as an image of shape `[height, width]` or
   * `[height, width, 3]`, in C order. Those of one axis are typed arrays.
   *
   * Its elements stay in the host until `data` or `_rvalue` is read; passing the array on does
   * not read them.
   */
  interface NdArray {
    /** Length of each axis. */
    readonly shape: number[];
    /** Element type. */
    readonly dtype: Dtype;
    /** Number of axes. */
    readonly ndim: number;
    /** Number of elements. */
    readonly size: number;
    /** The elements; of complex numbers two each, of `bool` bytes of 0 or 1. */
    readonly data: Elements;
    /** As in ImJoy: marks an array. */
    readonly _rtype: 'ndarray';
    /** As in ImJoy: the bytes of the elements. */
    _rvalue: ArrayBuffer | Elements;
    /** As in ImJoy: length of each axis. */
    _rshape: number[];
    /** As in ImJoy: element type. */
    _rdtype: Dtype;
  }

  /** Why a function of the API, or of another plugin, did not succeed. */
  interface ApiError extends Error {
    /**
     * `cancelled` by the user, `not-found`, `denied`, `invalid` argument, `terminated` plugin
     * or window, `limit` of the host, `unavailable` in this host, or `failed` in the function
     * called.
     */
    readonly code:
      | 'cancelled'
      | 'not-found'
      | 'denied'
      | 'invalid'
      | 'terminated'
      | 'limit'
      | 'unavailable'
      | 'failed';
  }

  /** What `run` and the functions of ops are given: ImJoy's `my`, later called `ctx`. */
  interface Context {
    /** The answers of the form by the ids of its fields, and the op's name as `type`. */
    config: Record<string, any>;
    /** What the op works on: as a rule the data of the active window. */
    data: any;
    /** Name of the window that the data are from. */
    name?: string;
    /** Type of that window. */
    type?: string;
    /** In a window plugin: its own window. */
    window: Window;
    [field: string]: any;
  }

  /** What `run` of a window changes; what is absent stays as it is. */
  interface WindowUpdate {
    /** What the window shows. */
    data?: any;
    /** Settings of the window. */
    config?: any;
    /** Title. */
    name?: string;
  }

  /** An element of a window's content, by its `type`; README.md lists them. */
  interface Element {
    /** What it is. */
    type: string;
    /** By which it is changed, and named in events; unique in the window. */
    id?: string;
    /** What is in it. */
    children?: Element[];
    [field: string]: any;
  }

  /** What the user did in a window: the data of its event `interaction`. */
  interface Interaction {
    /** Which element. */
    id: string;
    /** What: `click`, `change`, `submit` … */
    kind: string;
    /** The element's value now. */
    value?: any;
    [field: string]: any;
  }

  /** Text of a dialog. */
  interface Message {
    /** Title; the plugin's name when absent. */
    title?: string;
    /** What the dialog says. */
    content: string;
    /** Label of the button that confirms; `OK` when absent. */
    confirm_text?: string;
    /** Label of the button that cancels; `Cancel` when absent. */
    cancel_text?: string;
  }

  /** A form: `api.showDialog`. */
  interface DialogOptions {
    /** Title; the plugin's name when absent. */
    name?: string;
    /**
     * The form, a text with embedded `{…}` fields or a list, by the grammar of the
     * `ui` field of ImJoy's `<config>` block.
     */
    ui?: any;
    /**
     * A window type to show as a dialog in place of a form, or the name of a window
     * plugin; `ui` is not looked at then.
     */
    type?: string;
    /** Data for that window. */
    data?: any;
    /** Settings of that window. */
    config?: any;
    /** Width of that window in grid columns of 30 pixels. */
    w?: number;
    /** Height of that window in grid rows of 30 pixels. */
    h?: number;
  }

  /** Options of `api.showFileDialog`. */
  interface FileDialogOptions {
    /**
     * What may be chosen.
     * - `file`: Files.
     * - `directory`: Folders.
     * - `any`: Both.
     */
    type?: 'file' | 'directory' | 'any';
    /** Title; `ImJoy File Dialog` when absent. */
    title?: string;
    /** Folder to show first; `~` stands for the home folder. */
    root?: string;
    /**
     * How many may be chosen.
     * - `single`: Exactly one; the result is a text.
     * - `multiple`: Any number; the result is a list.
     * - `single|multiple`: A text for one, a list for several.
     */
    mode?: 'single' | 'multiple' | 'single|multiple';
    /**
     * Form of the result; `path` when absent, as for every native plugin.
     * - `url`: A URL, as from `api.getFileUrl`.
     * - `path`: An absolute path.
     */
    uri_type?: 'url' | 'path';
    /**
     * What the plugin may do with what is chosen; `read` when absent. The dialog says so
     * to the user.
     * - `read`: Read it.
     * - `read-write`: Read and change it; in a folder also make, rename and remove files.
     */
    access?: 'read' | 'read-write';
  }

  /** Description of a new window. */
  interface WindowOptions {
    /** Title; the window type when absent. */
    name?: string;
    /**
     * Internal type such as `imjoy/image`, or the name of a window plugin. The address of a
     * page of the web opens a window that offers to open the page in a browser, and shows its
     * data.
     */
    type: string;
    /** Width in grid columns of 30 pixels. */
    w?: number;
    /** Height in grid rows of 30 pixels. */
    h?: number;
    /** Column of the left edge; chosen by the host when absent. */
    x?: number;
    /** Row of the upper edge; chosen by the host when absent. */
    y?: number;
    /** What the window shows; its form depends on the type. */
    data?: any;
    /** Settings of the window; their form depends on the type. */
    config?: any;
  }

  /** Which window is meant; all given fields must match. */
  interface WindowQuery {
    /** The window's name. */
    name?: string;
    /** The window's id. */
    window_id?: number;
    /** Id of the window plugin's instance in the window (`window.config.id`). */
    plugin_id?: string;
    /** The window's type. */
    type?: string;
  }

  /** Position and size of a window in grid cells of 30 pixels. */
  interface Rectangle {
    /** Column of the left edge. */
    x: number;
    /** Row of the upper edge. */
    y: number;
    /** Width in columns. */
    w: number;
    /** Height in rows. */
    h: number;
  }

  /** An op of the calling plugin. */
  interface OpOptions {
    /**
     * Name, at most 256 characters; the plugin's name when absent, which replaces the
     * plugin's default op.
     */
    name?: string;
    /** Form by the grammar of `DialogOptions.ui`. */
    ui?: any;
    /**
     * Runs when the op is executed; the plugin's `run` when absent. The name of a function
     * that is not exported is `invalid`.
     */
    run?: string | ((context: Context) => any);
    /**
     * Runs when a field of the form has changed; the plugin's `update`, if it has one,
     * when absent.
     */
    update?: string | ((context: Context) => any);
    /**
     * JSON Schema of the data that the op takes. The op is offered for windows whose data
     * it accepts, and gets the data of the active window only if it accepts them.
     *
     * The draft is 7 unless `$schema` names a newer one. A record that is not a schema
     * itself is a list of properties; all are required unless `required` says which.
     * ImJoy's keywords are known: `ndarray` (`shape`, `dtype`, `ndim`), `file` (`mime`,
     * `ext`, `size`, `minSize`, `maxSize`) and `instanceof`. References stay within the
     * schema and do not come back to themselves. A schema that is wrong or too large is
     * `invalid`, with the reason.
     */
    inputs?: any;
    /**
     * JSON Schema of the data that the op gives. A result that does not match is an error
     * in the plugin's log, and shown all the same.
     */
    outputs?: any;
  }

  /** What `api.getFileUrl` serves, and how. */
  interface FileUrlOptions {
    /** Absolute path of a file or folder; `~` stands for the home folder. */
    path: string;
    /** Password that the URL then needs. */
    password?: string;
    /**
     * Headers to serve with: `Content-Disposition` (else `inline`), `Content-Type`
     * (else guessed from the name) and `Cache-Control`; any other is `invalid`.
     */
    headers?: Record<string, any>;
  }

  /** What is known of a file or folder. */
  interface FileMetadata {
    /**
     * What it is.
     * - `file`: A file.
     * - `folder`: A folder.
     */
    kind: 'file' | 'folder';
    /** Its length in bytes; 0 for a folder. */
    size: number;
    /**
     * When it was changed last, in milliseconds since 1970-01-01T00:00:00Z, where the
     * file system tells.
     */
    modified?: number;
  }

  /** One entry of a folder. */
  interface FolderEntry {
    /** Its name, without folders. */
    name: string;
    /** What is known of it. */
    metadata: FileMetadata;
  }

  /** A question for a line of text. */
  interface PromptOptions {
    /** Title; the plugin's name when absent. */
    title?: string;
    /** What the dialog says. */
    content: string;
    /** Label of the button that confirms; `OK` when absent. */
    confirm_text?: string;
    /** Label of the button that cancels; `Cancel` when absent. */
    cancel_text?: string;
    /** The answer when the user leaves the line empty. */
    placeholder?: string;
  }

  /** What is known of a window. */
  interface WindowConfig {
    /** The host's id of the window; unique, never used again. */
    window_id: number;
    /** The window's name, shown in its title. */
    name: string;
    /**
     * Id of the window plugin's instance in this window, made by the host and never
     * used again; none for a window of an internal type, and once the window is closed.
     */
    id: string | null;
  }

  /**
   * A handle to an open window, from `api.createWindow` or `api.getWindow`.
   * Functions of a closed window get `terminated`.
   */
  interface Window {
    /** What is known of it. */
    readonly config: WindowConfig;
    /**
     * Gives the window new contents: the fields of the record `update` (`data`,
     * `config`, `name`) are merged into the window. For a window plugin the `run` of
     * its instance is then called with the window's new context, and its result given
     * back; otherwise the result is absent.
     */
    run(update?: WindowUpdate): Promise<any>;
    /**
     * Calls `handler` with the data of each `event`: `ready`, `resize`, `focus`, `show`,
     * `hide`, `refresh`, `close`, one that the window's contents send, such as `change`,
     * or one that somebody emits. `drop` has a list of the files and folders that the user
     * has let go over the window, records of `path`, `name`, `kind` (`file` or `folder`)
     * and `size`; the plugin may read them from then on. The events of a window come in order, one after the
     * other: the next when all handlers of the one before have ended. While they wait,
     * events of which only the last counts replace each other. With `fireIfEmitted`,
     * the data of an earlier event that nobody handled is delivered at once.
     */
    on(event: string, handler: (data: any) => any, fireIfEmitted?: boolean): Promise<void>;
    /** Removes the handlers of `event`. */
    off(event: string, handler?: (data: any) => any): Promise<void>;
    /**
     * Emits an event with data and resolves when all handlers have run; fails with
     * the handlers' errors. Without a handler the data is kept for one that comes later
     * with `fire-if-emitted`. What is emitted while handlers of this window run does not
     * wait for them, so that a handler can emit. `close` cannot be emitted.
     */
    emit(event: string, data?: any): Promise<void>;
    /**
     * Closes the window, after the events that wait: its `close` handlers run, last of
     * all; the instance of a window plugin then gets its `exit` and ends.
     */
    close(): Promise<void>;
    /**
     * Has the window's contents drawn anew and emits `refresh`. This and the four
     * functions below resolve without awaiting the handlers.
     */
    refresh(): Promise<void>;
    /**
     * Moves and resizes the window; an absent rectangle restores the default size, at a
     * place that the host chooses. Emits `resize` with the rectangle as a record of `x`,
     * `y`, `w` and `h`, or nothing. `invalid` for a width or height of 0 or above 1000,
     * and for a column or row above 10000.
     */
    resize(rectangle?: Rectangle): Promise<void>;
    /** Brings the window to the front and emits `focus`. */
    focus(): Promise<void>;
    /** Shows a hidden window and emits `show`. */
    show(): Promise<void>;
    /** Hides the window without closing it and emits `hide`. */
    hide(): Promise<void>;
    /**
     * Replaces the content of the window by a tree of elements: records with a `type`
     * (`label`, `button`, `slider`, `column`, `canvas` …) and its fields. The host keeps
     * and draws it, and tells what the user does by the event `interaction`: a record
     * of the element's `id`, the `kind` of what happened (`click`, `change` …) and, as
     * the kind may be, `value` and further fields. For windows of type
     * `imjoy/interface` and those of window plugins. A tree that cannot be read is
     * `invalid`, with the place of the wrong element; one that is too large is `limit`.
     */
    setContent(content: Element): Promise<void>;
    /**
     * Changes single elements of the content: a record of element id and fields, which
     * are merged into that element; null in place of the fields removes it, a `type`
     * among them replaces it. `children` replaces its children, `append` adds some; in
     * a canvas, `shapes` as a record changes, adds and removes single shapes. An
     * unknown id is `not-found`; after an error nothing has changed.
     */
    changeContent(changes: Record<string, any>): Promise<void>;
    /**
     * Calls a function of the window plugin's instance in this window; `run` as above.
     * A window of an internal type has `run` only; other names are `not-found`.
     */
    [exported: string]: any;
  }

  /** A handle to another plugin, from `api.getPlugin`. */
  interface Plugin {
    /**
     * Calls an exported function by name. For a window plugin each `run` opens a new
     * window with an instance of its own and gives the window; other functions are
     * called through a window.
     */
    [exported: string]: any;
  }

  /**
   * A call that goes on while the plugin does other things; from `start`. Dropping the
   * handle lets the call go on.
   */
  interface Task {
    /** Awaits the result; `cancelled` after `api.utils.kill`. */
    wait(): Promise<any>;
  }

  /** Small services of the host: `api.utils`. */
  interface Utilities {
    /** Draws the application anew. */
    $forceUpdate(): Promise<void>;
    /**
     * Opens an http, https or mailto URL in the user's browser, after the user has
     * agreed, which they may do once or for good. `denied` when
     * they have not; `invalid` for any other URL and for one that could deceive, such as
     * one with a user name; `limit` for more than ten a minute.
     */
    openUrl(url: string): Promise<void>;
    /**
     * Waits for `duration` seconds. Other calls of the plugin go on.
     * `invalid` unless the duration is a number above 0 and at most 24 hours.
     */
    sleep(duration: number): Promise<void>;
    /**
     * Ends a task that the plugin has started; who awaits it gets
     * `cancelled`.
     */
    kill(task: Task): Promise<void>;
  }

  /** The ImJoy API: `api`. Every call gives a promise. */
  interface Api {
    /** The tag that the user has chosen, or the first; none if the plugin has no tags. */
    readonly TAG: string | null;
    /** Name of the current workspace. */
    readonly WORKSPACE: string;
    /** Shows a message and resolves when the user has pressed OK. */
    alert(message: string | Message): Promise<void>;
    /** Asks a question; true for OK, false for Cancel. */
    confirm(message: string | Message): Promise<boolean>;
    /**
     * Asks for a line of text that starts as `defaultValue`; an empty answer gives
     * `placeholder`; Cancel is `cancelled`.
     *
     * On Cancel the promise fails with `undefined`, as in ImJoy.
     */
    prompt(message: string | PromptOptions, defaultValue?: string): Promise<string>;
    /**
     * Shows a form and gives a record with one field for each `id` of the form; Cancel
     * is `cancelled`. With a window type it opens a window as
     * `api.createWindow` does, shows it as a dialog, and gives the window; it closes
     * with the plugin at the latest.
     *
     * On Cancel of a form the promise fails with `undefined`, and gives `undefined` with an
     * `api_version` above 0.1.6.
     */
    showDialog(dialog: string | DialogOptions): Promise<any>;
    /**
     * Lets the user choose files or folders. The result is a text
     * or a list of texts by `mode`; closing the dialog is `cancelled`. By choosing, the
     * user grants the plugin to use them, by
     * `access`, until the host ends or, where they tick the box, until they revoke it.
     *
     * Files are named by URLs, which `fetch` reads, unless `uri_type` is `path`; without a `type`
     * files may be chosen, and no folders. What is given goes by the plugin's `api_version`: up
     * to 0.1.3 a text or a list of texts; then objects with `url` and `path` in place of the
     * texts, and `null` on Cancel; from 0.1.8 on always a list of such objects, empty on Cancel.
     */
    showFileDialog(options?: FileDialogOptions): Promise<any>;
    /**
     * The application's progress bar, in percent: below 1 it counts
     * as a fraction (0.5 is 50 %, 1 is 1 %). Clamped to 0 to 100; NaN is ignored.
     */
    showProgress(progress: number): Promise<void>;
    /**
     * The application's status text; shown red when it tells of an
     * error.
     */
    showStatus(status: string): Promise<void>;
    /**
     * A short message at the bottom for `duration` seconds, 10 when
     * absent.
     */
    showSnackbar(message: string, duration?: number): Promise<void>;
    /** Snackbar and status text at once. */
    showMessage(message: string, duration?: number): Promise<void>;
    /**
     * The plugin's own progress bar in the plugin list, with
     * the rule of `api.showProgress`.
     */
    showPluginProgress(progress: number): Promise<void>;
    /** The text under the plugin's name in the plugin list. */
    showPluginStatus(status: string): Promise<void>;
    /**
     * Adds an entry to the plugin's log. Items are joined by a space; a
     * record `{type: "image", value: URL}` is shown as a picture.
     */
    log(...items: any[]): Promise<void>;
    /** As `log`, marked as an error, with a badge at the plugin's name. */
    error(...items: any[]): Promise<void>;
    /**
     * Opens a window. For a window plugin a new instance of it is
     * set up in the window and its `run` called with a context of `config`, `data`,
     * `window` (its own window), `name` and `type`; when that has ended the window is
     * given. The fields of the record that `run` returns are merged into the window's
     * config. If the setup or this `run` fails, so does the call, and the window is taken
     * away. Fails with `not-found` for an unknown type, with `invalid` for a plugin that is
     * no window plugin, and with `limit` for too many windows or instances. Data that an
     * internal type cannot show is no error: the window says in a sentence what is wrong.
     *
     * Data of internal types. An image is an array, a file, bytes or a data URL.
     * - `imjoy/image`: `{src}`, an image or a stack.
     * - `imjoy/images`: `{images}`, a list of images or of records `{src, name?}`.
     * - `imjoy/image-compare`: `{first, second}`, each an image or a record `{src, name?}`.
     * - `imjoy/files`: `{files}`, a list of files, paths or records
     *   `{name, size?, type?, path?, url?, data?}`.
     * - `imjoy/url_list`: `{urls}`, a list of addresses or of records `{name?, url}`; http,
     *   https and mailto are opened.
     * - `imjoy/markdown`: `{source}`, a text; images are shown as their alternative text.
     * - `imjoy/plot`: `{title?, x: {label?, log?}, y: {label?, log?}, legend?, series}`, where
     *   `series` is a list of `{type, name?, color?, x?, y, width?, bins?, range?}` and
     *   `type` is `line`, `points`, `bars` or `histogram`. `x` and `y` are lists of numbers
     *   or arrays of one axis; null and NaN are gaps. `width` is a line's thickness or a
     *   point's diameter on the screen, or a bar's width on the axis; `bins` and
     *   `range` (`[low, high]`) are those of a histogram. Numbers alone are one line; a list
     *   of lists, or an array of two axes, is a line for each list or row.
     * - `imjoy/table`: a list of records or of lists. `imjoy/generic`: any value.
     */
    createWindow(options: string | WindowOptions): Promise<Window>;
    /** An open window of this plugin or another, the newest that matches, or none. */
    getWindow(query: string | WindowQuery): Promise<Window | null>;
    /** Calls a function of another plugin. */
    call(pluginName: string, functionName: string, ...arguments: any[]): Promise<any>;
    /**
     * Calls the `run` of another plugin with a context, an empty record when
     * absent. The `run` of a window plugin opens a new window with the context's `data`
     * and `config` and gives that window.
     */
    run(pluginName: string, context?: any): Promise<any>;
    /** A handle to another plugin. */
    getPlugin(pluginName: string): Promise<Plugin>;
    /** Starts a call as a task that `api.utils.kill` can end. */
    start(pluginName: string, functionName: string, ...arguments: any[]): Task;
    /**
     * Adds an op, or replaces that of the same name. `unavailable` for an
     * instance of a window plugin, which comes and goes with its window.
     */
    register(op: OpOptions): Promise<boolean>;
    /** Removes an op by name, or all ops of the plugin. */
    unregister(name?: string): Promise<boolean>;
    /**
     * Offers a service: a record with the texts `type` and `name`
     * and any functions. The host adds `id`, which it gives back, and `provider`, the
     * plugin's name. The service vanishes when the plugin ends. The type `operator` (listed
     * as `@operator`) registers an op, whose fields the record has; its id is its name.
     * Without `type` or `name`, or with an unknown type that begins with `@`, it is
     * `invalid`; `limit` above 256 services or 16 MiB.
     */
    registerService(service: Record<string, any>): Promise<string>;
    /**
     * Withdraws a service of this plugin; `not-found` for any
     * other id.
     */
    unregisterService(id: string | Record<string, any>): Promise<boolean>;
    /**
     * All services whose fields equal those of the record `query`, or whose type is the
     * text `query`, or, for null, that there are. Their functions can be
     * called.
     */
    getServices(query?: any): Promise<any[]>;
    /**
     * Keeps a setting. It is a text, as JavaScript's `String` makes one
     * of the value: `928`, `0.5`, `true`, the members of a list with commas between them,
     * `[object Object]` for a record. null, absent, false, 0, NaN and the empty text remove
     * the setting. Settings belong to the plugin's name and are shared by all workspaces.
     *
     * Resolves when the setting is durable; settings of one plugin are kept in the order of
     * the calls. `invalid` for a name that is `_` and a field of the manifest, and for a
     * date or a handle; `limit` for a name above 1 KiB, a text above 1 MiB, or 5 MiB of all
     * settings of the plugin.
     */
    setConfig(name: string, value: any): Promise<void>;
    /**
     * Reads a setting as a text, or null. `_name` and so on give the
     * fields of the manifest as they are, with the values of the chosen tag.
     */
    getConfig(name: string): Promise<any>;
    /**
     * Text of an attachment of the plugin, or none. Attachments are
     * the texts in the record `attachments` of the manifest.
     *
     * Gives `undefined` when there is none, as ImJoy does.
     */
    getAttachment(name: string): Promise<string | undefined>;
    /**
     * An URL for a local file or folder, after the user has agreed, for example
     * `http://127.0.0.1:8080/file/1ba89354-ae98-457c-a53b-39a4bdd14941?name=output.png`.
     * For a folder, names below it may follow the id, with `/` between them. `denied` when
     * the user has not agreed, `not-found` when there is no such file. The same options
     * give the same URL. It works while the host runs, until the user revokes the grant.
     */
    getFileUrl(options: string | FileUrlOptions, furtherOptions?: Record<string, any>): Promise<string>;
    /**
     * The path behind an URL that this plugin has got from `api.getFileUrl`; `not-found` for any other.
     */
    getFilePath(url: string): Promise<string>;
    /**
     * Lets the user save a file under `name`, by default the file's
     * own name, else `file_export`. The name is a suggestion; the user chooses name and
     * folder. `cancelled` when they do not.
     * Either the whole new file is there in the end or what was there before.
     */
    exportFile(contents: string | Blob | Bytes, name?: string): Promise<void>;
  }
  interface Window {
    /** Calls `handler` when the window closes: `on('close', handler)`. */
    onclose(handler: () => any): Promise<void>;
  }

  /** A file that the user has picked; after the web's `FileSystemFileHandle`. */
  interface FileHandle {
    readonly kind: 'file';
    /** Its name, without folders. */
    readonly name: string;
    /** The file as it is now; its bytes are read when they are asked for. */
    getFile(): Promise<File>;
    /**
     * A stream that writes into the file, which has to be picked with `mode: 'readwrite'`. What
     * is written is in the file at once; it is emptied first unless `keepExistingData`.
     */
    createWritable(options?: { keepExistingData?: boolean }): Promise<WritableFileStream>;
  }

  /** A file that is being saved: it is written once, from its beginning to its end. */
  interface SavedFileHandle {
    readonly kind: 'file';
    /** The name that was suggested. */
    readonly name: string;
    /** Always fails: what is being saved cannot be read. */
    getFile(): Promise<never>;
    /** A stream; the file is where the user wants it, whole, when the stream is closed. */
    createWritable(): Promise<WritableFileStream>;
  }

  /** Writes into a file, one piece after the other; after an error nothing more is written. */
  interface WritableFileStream {
    /** Writes where the stream is, or at `position`. */
    write(
      data: FileData | { type: 'write'; data: FileData; position?: number } | { type: 'seek'; position: number }
        | { type: 'truncate'; size: number },
    ): Promise<void>;
    /** Goes on writing there. */
    seek(position: number): Promise<void>;
    /** Cuts the file off, or fills it up with zeros. */
    truncate(size: number): Promise<void>;
    close(): Promise<void>;
    abort(): Promise<void>;
  }

  /** What can be written. */
  type FileData = string | Bytes | Blob;

  /** A folder that the user has picked; after the web's `FileSystemDirectoryHandle`. */
  interface DirectoryHandle {
    readonly kind: 'directory';
    /** Its name, without the folders that it is in. */
    readonly name: string;
    /** A file in it; `create` makes it when it is not there. */
    getFileHandle(name: string, options?: { create?: boolean }): Promise<FileHandle>;
    /** A folder in it; `create` makes it when it is not there. */
    getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<DirectoryHandle>;
    /** Removes a file or folder; one that is not empty only when `recursive`. */
    removeEntry(name: string, options?: { recursive?: boolean }): Promise<void>;
    entries(): AsyncIterableIterator<[string, FileHandle | DirectoryHandle]>;
    keys(): AsyncIterableIterator<string>;
    values(): AsyncIterableIterator<FileHandle | DirectoryHandle>;
    [Symbol.asyncIterator](): AsyncIterableIterator<[string, FileHandle | DirectoryHandle]>;
  }

  /** Options of the pickers. */
  interface PickerOptions {
    /** Title of the dialog. */
    title?: string;
    /** Folder to show first. */
    startIn?: string;
    /** `readwrite` when what is picked is to be changed; the dialog says so to the user. */
    mode?: 'read' | 'readwrite';
  }

  interface Utilities {
    /** Lets the user pick files to read, or to change. */
    showOpenFilePicker(options?: PickerOptions & { multiple?: boolean }): Promise<FileHandle[]>;
    /** Lets the user pick a folder. */
    showDirectoryPicker(options?: PickerOptions): Promise<DirectoryHandle>;
    /** Lets the user choose where to save a file that is then written in pieces. */
    showSaveFilePicker(options?: { suggestedName?: string }): Promise<SavedFileHandle>;
    /** Makes an array of several axes of a typed array; of one axis when `shape` is absent. */
    ndarray(elements: Elements, shape?: number[], dtype?: Dtype): NdArray;
    /** Throws an error with `message` unless the condition holds. */
    assert(condition: any, message?: any): void;
  }

  /** What a window plugin does with its own window, once its `run` has been called. */
  type OwnWindow = Pick<
    Window,
    'close' | 'refresh' | 'resize' | 'focus' | 'show' | 'hide' | 'setContent' | 'changeContent'
  >;

  interface Api extends OwnWindow {
    /** Small services of the host. */
    readonly utils: Utilities;
    /** The tag and the workspace once more; there is no engine and no file manager. */
    readonly config: { tag: string | null; workspace: string; engine: null; file_manager: null };
    /** There is no plugin engine. */
    readonly ENGINE_URL: null;
    /** There is no file manager. */
    readonly FILE_MANAGER_URL: null;

    /**
     * Exports the plugin, as the last line of its script: the methods of an instance of a class
     * (names that begin with `_` are left out), or the functions of an object; numbers, texts
     * and truth values as well. What is exported can be called by the host and other plugins.
     */
    export(plugin: object): Promise<void>;
    /**
     * A plugin that is loaded, as `getPlugin` gives it; or one that is loaded from `src`, the text
     * of a plugin file, such as an attachment. It is a part of this plugin and ends with it.
     */
    loadPlugin(plugin: string | { name: string } | { src: string; tag?: string }): Promise<Plugin>;
    /**
     * Opens a window of the window plugin that is loaded from `src`, the text of a plugin file; or
     * one that offers to open `src`, the address of a page of the web, in a browser.
     */
    createWindow(options: { src: string; tag?: string } & Omit<WindowOptions, "type">): Promise<Window>;
    /** The same as `showPluginProgress`. */
    progress(progress: number): Promise<void>;
    /** Gives the value back, as it looks after a journey to the host. */
    echo<T>(value: T): Promise<T>;
    /**
     * Calls `handler` with the data of each `event` that the plugin emits; in a window plugin,
     * of each event of its window.
     */
    on(event: string, handler: (data: any) => any, fireIfEmitted?: boolean): Promise<void>;
    /** Removes a handler of an event, or all. */
    off(event: string, handler?: (data: any) => any): Promise<void>;
    /** Emits an event; ends when its handlers have. */
    emit(event: string, data?: any): Promise<void>;
    /** Calls `handler` when the plugin, or its window, closes. */
    onClose(handler: () => any): Promise<void>;
    /** Calls `handler` when the scripts have run. */
    onLoad(handler: () => any): Promise<void>;
    /** Gives the API: there is nothing to connect to. */
    init(config?: any): Promise<Api>;
    /** Does nothing: the host ends the plugin. */
    dispose(): Promise<void>;
    /** Makes objects of a class passable. */
    registerCodec(codec: {
      name: string;
      type?: Function;
      encoder?: (object: any) => any;
      decoder?: (encoded: any) => any;
    }): Promise<void>;
    /** Gives an object of the API back early; it cannot be used any more. */
    disposeObject(object: object): Promise<void>;
    /** The same as `utils.ndarray`. */
    ndarray(elements: Elements, shape?: number[], dtype?: Dtype): NdArray;
  }
}

/** The ImJoy API. Its functions give promises, which fail with an `ImJoy.ApiError`. */
declare const api: ImJoy.Api;
