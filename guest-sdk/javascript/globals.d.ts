// What a plugin has besides the language and `api`: what a worker in a browser has, without the
// network and without a page.
//
// For a project whose `lib` is the language alone, as in jsconfig.json beside this file. With
// TypeScript's own `DOM` or `WebWorker` it is not needed, but editors then offer what is not
// there. Deliberately missing are `window`, `document`, and what would need the network or
// another thread: `XMLHttpRequest`, `WebSocket`, `EventSource` and `Worker` throw an error that
// says so.

/** The global object, as in a worker. */
declare const self: typeof globalThis;

/** Writes into the plugin's log. */
declare const console: {
  log(...items: any[]): void;
  info(...items: any[]): void;
  debug(...items: any[]): void;
  /** Marked as a warning. */
  warn(...items: any[]): void;
  /** Marked as an error, with a badge at the plugin's name. */
  error(...items: any[]): void;
  /** With the stack of the place that calls it. */
  trace(...items: any[]): void;
  /** As `error`, unless the condition holds. */
  assert(condition?: any, ...items: any[]): void;
  dir(item?: any): void;
  table(data?: any): void;
  group(...items: any[]): void;
  groupCollapsed(...items: any[]): void;
  /** Does nothing. */
  groupEnd(): void;
  /** Does nothing. */
  clear(): void;
  count(label?: string): void;
  time(label?: string): void;
  timeLog(label?: string): void;
  timeEnd(label?: string): void;
};

/** Calls a function once, after so many milliseconds. At most 10 000 timers wait at once. */
declare function setTimeout(callback: (...values: any[]) => void, milliseconds?: number, ...values: any[]): number;
/** Calls a function every so many milliseconds. */
declare function setInterval(callback: (...values: any[]) => void, milliseconds?: number, ...values: any[]): number;
declare function clearTimeout(timer?: number): void;
declare function clearInterval(timer?: number): void;
/** Calls a function once, after 16 milliseconds, with the time of `performance.now()`. */
declare function requestAnimationFrame(callback: (time: number) => void): number;
declare function cancelAnimationFrame(timer: number): void;
declare function queueMicrotask(callback: () => void): void;

/** A copy of a value; functions and objects of the API cannot be copied. */
declare function structuredClone<T>(value: T, options?: { transfer?: ArrayBuffer[] }): T;
/** Text of bytes written in base64; one character for each byte. */
declare function atob(base64: string): string;
/** Base64 of a text with one character for each byte. */
declare function btoa(text: string): string;

declare const performance: {
  /** Milliseconds since `timeOrigin`. */
  now(): number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly timeOrigin: number;
};

declare const crypto: {
  /** Fills a typed array of integers, at most 65536 bytes. */
  getRandomValues<T extends ArrayBufferView>(array: T): T;
  randomUUID(): string;
};

declare const navigator: {
  readonly userAgent: string;
  readonly platform: string;
  readonly language: string;
  readonly languages: readonly string[];
  readonly hardwareConcurrency: number;
  readonly onLine: boolean;
};

declare const location: {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
};

declare class DOMException extends Error {
  constructor(message?: string, name?: string);
  readonly code: number;
}

declare class TextEncoder {
  readonly encoding: string;
  encode(text?: string): Uint8Array;
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}

/** Of UTF-8, UTF-16 and windows-1252 (latin1). */
declare class TextDecoder {
  constructor(encoding?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

/** Bytes with a MIME type. */
declare class Blob {
  constructor(parts?: Iterable<string | ArrayBuffer | ArrayBufferView | Blob>, options?: { type?: string });
  readonly size: number;
  readonly type: string;
  slice(start?: number, end?: number, type?: string): Blob;
  arrayBuffer(): Promise<ArrayBuffer>;
  bytes(): Promise<Uint8Array>;
  text(): Promise<string>;
}

/** A blob with a name. */
declare class File extends Blob {
  constructor(
    parts: Iterable<string | ArrayBuffer | ArrayBufferView | Blob>,
    name: string,
    options?: { type?: string; lastModified?: number },
  );
  readonly name: string;
  readonly lastModified: number;
}

declare class FileReader extends EventTarget {
  static readonly EMPTY: 0;
  static readonly LOADING: 1;
  static readonly DONE: 2;
  readonly readyState: 0 | 1 | 2;
  readonly result: any;
  readonly error: any;
  onload?: (event: Event) => void;
  onloadstart?: (event: Event) => void;
  onloadend?: (event: Event) => void;
  onprogress?: (event: Event) => void;
  onerror?: (event: Event) => void;
  onabort?: (event: Event) => void;
  readAsArrayBuffer(blob: Blob): void;
  readAsText(blob: Blob, encoding?: string): void;
  readAsBinaryString(blob: Blob): void;
  readAsDataURL(blob: Blob): void;
  abort(): void;
}

/** Reads blobs at once. */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
  readAsText(blob: Blob, encoding?: string): string;
  readAsBinaryString(blob: Blob): string;
  readAsDataURL(blob: Blob): string;
}

/** A picture of four bytes for each pixel: red, green, blue, alpha. */
declare class ImageData {
  constructor(width: number, height: number);
  constructor(data: Uint8ClampedArray, width: number, height?: number);
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly colorSpace: "srgb";
}

/** Reads and writes the pixels of an `OffscreenCanvas`; it draws no figures. */
declare class OffscreenCanvasRenderingContext2D {
  private constructor();
  readonly canvas: OffscreenCanvas;
  createImageData(width: number, height: number): ImageData;
  createImageData(image: ImageData): ImageData;
  getImageData(x: number, y: number, width: number, height: number): ImageData;
  putImageData(image: ImageData, x: number, y: number): void;
  putImageData(
    image: ImageData, x: number, y: number, dirtyX: number, dirtyY: number, dirtyWidth: number, dirtyHeight: number,
  ): void;
  clearRect(x: number, y: number, width: number, height: number): void;
}

/** A picture that is made of pixels and becomes a PNG. */
declare class OffscreenCanvas extends EventTarget {
  constructor(width: number, height: number);
  width: number;
  height: number;
  getContext(kind: "2d"): OffscreenCanvasRenderingContext2D;
  getContext(kind: string): null;
  convertToBlob(options?: { type?: string; quality?: number }): Promise<Blob>;
}

/** Runs libraries that lie in the folder `libraries` beside the plugin, named by their addresses. */
declare function importScripts(...addresses: string[]): void;

declare class URL {
  constructor(url: string | URL, base?: string | URL);
  static canParse(url: string, base?: string): boolean;
  static parse(url: string, base?: string): URL | null;
  /** A text that stands for a blob within this plugin; where a window gets it, it gets the blob. */
  static createObjectURL(blob: Blob): string;
  static revokeObjectURL(url: string): void;
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
  readonly searchParams: URLSearchParams;
  toString(): string;
  toJSON(): string;
}

declare class URLSearchParams {
  constructor(init?: string | Record<string, string> | Iterable<[string, string]>);
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(callback: (value: string, name: string, parameters: URLSearchParams) => void, self?: any): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}

declare class Event {
  constructor(type: string, options?: { cancelable?: boolean });
  readonly type: string;
  readonly target: EventTarget | null;
  readonly currentTarget: EventTarget | null;
  readonly timeStamp: number;
  readonly cancelable: boolean;
  readonly defaultPrevented: boolean;
  preventDefault(): void;
  stopPropagation(): void;
  stopImmediatePropagation(): void;
}

declare class CustomEvent<T = any> extends Event {
  constructor(type: string, options?: { cancelable?: boolean; detail?: T });
  readonly detail: T;
}

/** Without bubbling: there is no page. */
declare class EventTarget {
  addEventListener(
    type: string,
    listener: ((event: any) => void) | { handleEvent(event: any): void } | null,
    options?: boolean | { once?: boolean; signal?: AbortSignal },
  ): void;
  removeEventListener(type: string, listener: ((event: any) => void) | { handleEvent(event: any): void } | null): void;
  dispatchEvent(event: Event): boolean;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: any): void;
}

declare class AbortSignal extends EventTarget {
  private constructor();
  static abort(reason?: any): AbortSignal;
  static timeout(milliseconds: number): AbortSignal;
  static any(signals: AbortSignal[]): AbortSignal;
  readonly aborted: boolean;
  readonly reason: any;
  onabort: ((event: Event) => void) | null;
  throwIfAborted(): void;
}

/**
 * Reads `data:` URLs, object URLs, and URLs of files that the user has chosen (`showFileDialog`,
 * `getFileUrl`). Any other is refused: plugins have no network.
 */
declare function fetch(input: string | URL | Request, options?: { signal?: AbortSignal }): Promise<Response>;

declare class Response {
  constructor(
    body?: Blob | string | ArrayBuffer | ArrayBufferView | null,
    options?: { status?: number; statusText?: string; headers?: any; url?: string },
  );
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly url: string;
  readonly type: string;
  readonly redirected: boolean;
  readonly bodyUsed: boolean;
  blob(): Promise<Blob>;
  arrayBuffer(): Promise<ArrayBuffer>;
  bytes(): Promise<Uint8Array>;
  text(): Promise<string>;
  json(): Promise<any>;
  clone(): Response;
}

declare class Request {
  constructor(
    url: string | URL | Request,
    options?: { method?: string; headers?: any; body?: any; signal?: AbortSignal | null },
  );
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: any;
  readonly signal: AbortSignal | null;
}

declare class Headers {
  constructor(init?: Record<string, string> | Iterable<[string, string]>);
  append(name: string, value: string): void;
  set(name: string, value: string): void;
  get(name: string): string | null;
  has(name: string): boolean;
  delete(name: string): void;
  forEach(callback: (value: string, name: string, headers: Headers) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}
