// fetch without a network. `load(url)` gives the file that a URL of the host stands for.
(({ load }) => {
  class Headers {
    #values = new Map()
    constructor(init = {}) {
      const pairs = typeof init?.[Symbol.iterator] === 'function' ? [...init] : Object.entries(init ?? {})
      for (const [name, value] of pairs) this.append(name, value)
    }
    append(name, value) {
      const key = String(name).toLowerCase()
      this.#values.set(key, this.#values.has(key) ? `${this.#values.get(key)}, ${value}` : String(value))
    }
    set(name, value) { this.#values.set(String(name).toLowerCase(), String(value)) }
    get(name) { return this.#values.get(String(name).toLowerCase()) ?? null }
    has(name) { return this.#values.has(String(name).toLowerCase()) }
    delete(name) { this.#values.delete(String(name).toLowerCase()) }
    forEach(callback) { for (const [name, value] of this.#values) callback(value, name, this) }
    entries() { return this.#values.entries() }
    keys() { return this.#values.keys() }
    values() { return this.#values.values() }
    [Symbol.iterator]() { return this.#values.entries() }
  }

  class Response {
    #blob
    bodyUsed = false
    constructor(body = null, { status = 200, statusText = '', headers = {}, url = '' } = {}) {
      this.#blob = body instanceof Blob ? body : new Blob(body === null ? [] : [body])
      this.status = status
      this.statusText = statusText
      this.ok = status >= 200 && status < 300
      this.headers = new Headers(headers)
      this.url = url
      this.type = 'basic'
      this.redirected = false
    }
    #use() {
      if (this.bodyUsed) throw new TypeError('the body of the response has been read already')
      this.bodyUsed = true
      return this.#blob
    }
    async blob() { return this.#use() }
    async arrayBuffer() { return this.#use().arrayBuffer() }
    async bytes() { return this.#use().bytes() }
    async text() { return this.#use().text() }
    async json() { return JSON.parse(await this.#use().text()) }
    clone() {
      if (this.bodyUsed) throw new TypeError('the body of the response has been read already')
      return new Response(this.#blob, this)
    }
  }

  class Request {
    constructor(url, { method = 'GET', headers = {}, body = null, signal = null } = {}) {
      this.url = String(url?.url ?? url)
      this.method = method
      this.headers = new Headers(headers)
      this.body = body
      this.signal = signal
    }
  }

  const ofDataUrl = (url) => {
    const comma = url.indexOf(',')
    if (comma < 0) throw new TypeError(`Invalid URL: ${url.slice(0, 40)}`)
    const [type, ...options] = url.slice(5, comma).split(';')
    const written = decodeURIComponent(url.slice(comma + 1))
    const isBase64 = options.includes('base64')
    const body = isBase64 ? Uint8Array.from(atob(written), (letter) => letter.charCodeAt(0)) : written
    return new Blob([body], { type: type || 'text/plain' })
  }

  const fetch = async (input, options = {}) => {
    const { url, signal } = input instanceof Request ? input : { url: String(input), signal: options.signal }
    signal?.throwIfAborted()
    const blob = url.startsWith('data:') ? ofDataUrl(url) : await load(url)
    signal?.throwIfAborted()
    return new Response(blob, { url, headers: { 'content-type': blob.type, 'content-length': String(blob.size) } })
  }
  return { fetch, Response, Headers, Request }
})
