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

@generated declarations@
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
