// TextEncoder, TextDecoder. `encode(text)` gives UTF-8, `decode(bytes, encoding, isLast)`
// gives [text, bytes used, whether they were valid].
(({ encode, decode }) => {
  const names = {
    'utf-8': ['utf-8', 'utf8', 'unicode-1-1-utf-8'],
    'utf-16le': ['utf-16le', 'utf-16', 'ucs-2', 'unicode'],
    'utf-16be': ['utf-16be'],
    'windows-1252': ['windows-1252', 'latin1', 'iso-8859-1', 'ascii', 'us-ascii', 'l1', 'cp1252', 'x-cp1252'],
  }
  const known = new Map(Object.entries(names).flatMap(([name, labels]) => labels.map((label) => [label, name])))

  class TextEncoder {
    get encoding() { return 'utf-8' }
    encode(text = '') { return encode(String(text)) }
    encodeInto(text, target) {
      let read = 0
      let written = 0
      for (const letter of String(text)) {
        const bytes = encode(letter)
        if (written + bytes.length > target.length) break
        target.set(bytes, written)
        written += bytes.length
        read += letter.length
      }
      return { read, written }
    }
  }

  class TextDecoder {
    #encoding
    #fatal
    #keepsMark
    #waiting = new Uint8Array(0)
    #isFirst = true
    constructor(label = 'utf-8', { fatal = false, ignoreBOM = false } = {}) {
      this.#encoding = known.get(String(label).trim().toLowerCase())
      if (this.#encoding === undefined) throw new RangeError(`the encoding "${label}" is not known`)
      this.#fatal = Boolean(fatal)
      this.#keepsMark = Boolean(ignoreBOM)
    }
    get encoding() { return this.#encoding }
    get fatal() { return this.#fatal }
    get ignoreBOM() { return this.#keepsMark }
    decode(input, { stream = false } = {}) {
      let bytes = input
      if (input === undefined) bytes = new Uint8Array(0)
      if (this.#waiting.length > 0) {
        const more = ArrayBuffer.isView(bytes)
          ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
          : new Uint8Array(bytes)
        const all = new Uint8Array(this.#waiting.length + more.length)
        all.set(this.#waiting)
        all.set(more, this.#waiting.length)
        bytes = all
      }
      let [text, used, isValid] = decode(bytes, this.#encoding, !stream)
      if (this.#fatal && !isValid) {
        this.#waiting = new Uint8Array(0)
        throw new TypeError(`the bytes are not ${this.#encoding}`)
      }
      this.#waiting = stream && used < bytes.byteLength
        ? new Uint8Array(bytes.buffer ?? bytes, (bytes.byteOffset ?? 0) + used, bytes.byteLength - used).slice()
        : new Uint8Array(0)
      if (this.#isFirst && text.length > 0) {
        if (!this.#keepsMark && text.charCodeAt(0) === 0xfeff) text = text.slice(1)
        this.#isFirst = false
      }
      if (!stream) this.#isFirst = true
      return text
    }
  }
  return { TextEncoder, TextDecoder }
})
