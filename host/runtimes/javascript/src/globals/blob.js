// Blob, File, FileReader, FileReaderSync. `fill(blob, parts)` and `cut(target, blob, start, end)` give a new
// blob its bytes, `read(blob, start, end)` gives them as an ArrayBuffer, `size(blob)` counts.
(({ fill, read, size, cut }) => {
  const empty = Symbol('empty')

  class Blob {
    #type
    constructor(parts = [], options = {}) {
      this.#type = String(options?.type ?? '').toLowerCase()
      if (parts === empty) return
      if (typeof parts !== 'object' || parts === null || parts[Symbol.iterator] === undefined) {
        throw new TypeError('a Blob is made of a list of parts')
      }
      fill(this, [...parts])
    }
    // A blob that gets its bytes from the host.
    static ofHost(type) { return new Blob(empty, { type }) }
    get size() { return size(this) }
    get type() { return this.#type }
    slice(start = 0, end = this.size, type = '') {
      const length = this.size
      const place = (at) => (at < 0 ? Math.max(length + at, 0) : Math.min(at, length))
      const part = new Blob(empty, { type })
      cut(part, this, place(start), place(end))
      return part
    }
    async arrayBuffer() { return read(this) }
    async bytes() { return new Uint8Array(read(this)) }
    async text() { return new TextDecoder().decode(read(this)) }
    get [Symbol.toStringTag]() { return 'Blob' }
  }

  class File extends Blob {
    constructor(parts, name, options = {}) {
      if (name === undefined) throw new TypeError('a File needs a name')
      super(parts, options)
      this.name = String(name)
      this.lastModified = options?.lastModified ?? Date.now()
    }
    static ofHost(type, name) { return new File(empty, name, { type }) }
    get [Symbol.toStringTag]() { return 'File' }
  }

  class FileReader extends EventTarget {
    static EMPTY = 0
    static LOADING = 1
    static DONE = 2
    readyState = 0
    result = null
    error = null
    #aborted = false
    #read(blob, convert) {
      if (!(blob instanceof Blob)) throw new TypeError('a FileReader reads a Blob')
      if (this.readyState === 1) throw new DOMException('the reader is reading already', 'InvalidStateError')
      this.readyState = 1
      this.#aborted = false
      setTimeout(() => {
        if (this.#aborted) return
        const tell = (type) => {
          const event = new Event(type)
          event.loaded = event.total = blob.size
          this.dispatchEvent(event)
        }
        tell('loadstart')
        try {
          this.result = convert(read(blob))
          this.readyState = 2
          tell('progress')
          tell('load')
        } catch (error) {
          this.error = error
          this.readyState = 2
          tell('error')
        }
        tell('loadend')
      }, 0)
    }
    readAsArrayBuffer(blob) { this.#read(blob, (buffer) => buffer) }
    readAsText(blob, encoding = 'utf-8') { this.#read(blob, (buffer) => new TextDecoder(encoding).decode(buffer)) }
    readAsBinaryString(blob) { this.#read(blob, binary) }
    readAsDataURL(blob) { this.#read(blob, (buffer) => dataUrl(blob, buffer)) }
    abort() {
      if (this.readyState !== 1) return
      this.#aborted = true
      this.readyState = 2
      this.dispatchEvent(new Event('abort'))
      this.dispatchEvent(new Event('loadend'))
    }
  }

  const binary = (buffer) => {
    const bytes = new Uint8Array(buffer)
    let text = ''
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return text
  }
  const dataUrl = (blob, buffer) =>
    `data:${blob.type || 'application/octet-stream'};base64,${btoa(binary(buffer))}`

  class FileReaderSync {
    #read(blob) {
      if (!(blob instanceof Blob)) throw new TypeError('a FileReaderSync reads a Blob')
      return read(blob)
    }
    readAsArrayBuffer(blob) { return this.#read(blob) }
    readAsText(blob, encoding = 'utf-8') { return new TextDecoder(encoding).decode(this.#read(blob)) }
    readAsBinaryString(blob) { return binary(this.#read(blob)) }
    readAsDataURL(blob) { return dataUrl(blob, this.#read(blob)) }
  }
  return { Blob, File, FileReader, FileReaderSync }
})
