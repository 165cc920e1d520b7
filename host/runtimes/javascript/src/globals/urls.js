// URL, URLSearchParams. `parse(text, base)` and `change(href, part, text)` give the parts of
// a URL; `decodeQuery(text)` and `encodeQuery(list)` know names and values in turn.
(({ parse, change, decodeQuery, encodeQuery, createObjectURL, revokeObjectURL }) => {
  class URLSearchParams {
    #pairs = []
    #changed
    constructor(init = '', changed = undefined) {
      this.#changed = changed
      if (typeof init === 'object' && init !== null) {
        const pairs = typeof init[Symbol.iterator] === 'function' ? [...init] : Object.entries(init)
        for (const [name, value] of pairs) this.#pairs.push([String(name), String(value)])
      } else {
        this.#read(String(init))
      }
    }
    #read(text) {
      const flat = decodeQuery(text.startsWith('?') ? text.slice(1) : text)
      this.#pairs = []
      for (let at = 0; at < flat.length; at += 2) this.#pairs.push([flat[at], flat[at + 1]])
    }
    #tell() { this.#changed?.(this.toString()) }
    // For the URL that these belong to.
    static reread(params, text) { params.#read(text) }
    get size() { return this.#pairs.length }
    append(name, value) {
      this.#pairs.push([String(name), String(value)])
      this.#tell()
    }
    delete(name, value) {
      this.#pairs = this.#pairs.filter((pair) => pair[0] !== String(name) || (value !== undefined && pair[1] !== String(value)))
      this.#tell()
    }
    get(name) { return this.#pairs.find((pair) => pair[0] === String(name))?.[1] ?? null }
    getAll(name) { return this.#pairs.filter((pair) => pair[0] === String(name)).map((pair) => pair[1]) }
    has(name, value) {
      return this.#pairs.some((pair) => pair[0] === String(name) && (value === undefined || pair[1] === String(value)))
    }
    set(name, value) {
      const first = this.#pairs.find((pair) => pair[0] === String(name))
      if (first === undefined) return this.append(name, value)
      first[1] = String(value)
      this.#pairs = this.#pairs.filter((pair) => pair === first || pair[0] !== String(name))
      this.#tell()
    }
    sort() {
      this.#pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))
      this.#tell()
    }
    forEach(callback, self) { for (const [name, value] of this.#pairs) callback.call(self, value, name, this) }
    *entries() { for (const pair of this.#pairs) yield [...pair] }
    *keys() { for (const [name] of this.#pairs) yield name }
    *values() { for (const [, value] of this.#pairs) yield value }
    [Symbol.iterator]() { return this.entries() }
    toString() { return encodeQuery(this.#pairs.flat()) }
  }

  class URL {
    #parts
    #params
    constructor(url, base) {
      this.#parts = parse(String(url), base === undefined ? undefined : String(base))
      if (this.#parts === null) throw new TypeError(`Invalid URL: ${url}`)
    }
    #change(part, value) {
      this.#parts = change(this.#parts.href, part, String(value))
      if (this.#params !== undefined) URLSearchParams.reread(this.#params, this.#parts.search)
    }
    static canParse(url, base) { return parse(String(url), base === undefined ? undefined : String(base)) !== null }
    static parse(url, base) { return URL.canParse(url, base) ? new URL(url, base) : null }
    static createObjectURL(blob) { return createObjectURL(blob) }
    static revokeObjectURL(url) { revokeObjectURL(url) }
    get origin() { return this.#parts.origin }
    get href() { return this.#parts.href }
    set href(value) {
      const parts = parse(String(value))
      if (parts === null) throw new TypeError(`Invalid URL: ${value}`)
      this.#parts = parts
      if (this.#params !== undefined) URLSearchParams.reread(this.#params, parts.search)
    }
    get protocol() { return this.#parts.protocol }
    set protocol(value) { this.#change('protocol', value) }
    get username() { return this.#parts.username }
    set username(value) { this.#change('username', value) }
    get password() { return this.#parts.password }
    set password(value) { this.#change('password', value) }
    get host() { return this.#parts.host }
    set host(value) { this.#change('host', value) }
    get hostname() { return this.#parts.hostname }
    set hostname(value) { this.#change('hostname', value) }
    get port() { return this.#parts.port }
    set port(value) { this.#change('port', value) }
    get pathname() { return this.#parts.pathname }
    set pathname(value) { this.#change('pathname', value) }
    get search() { return this.#parts.search }
    set search(value) { this.#change('search', value) }
    get hash() { return this.#parts.hash }
    set hash(value) { this.#change('hash', value) }
    get searchParams() {
      this.#params ??= new URLSearchParams(this.#parts.search, (text) => {
        this.#parts = change(this.#parts.href, 'search', text)
      })
      return this.#params
    }
    toString() { return this.#parts.href }
    toJSON() { return this.#parts.href }
  }
  return { URL, URLSearchParams }
})
