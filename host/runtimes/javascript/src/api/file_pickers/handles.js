// Handles of files and folders. `native` does what is asked of the handle in the first argument.
((native) => {
  // What is written goes one piece after the other; after an error nothing more does.
  class WritableFileStream {
    #pieces = Promise.resolve()
    #position = 0
    #isClosed = false
    #target
    constructor(target) { this.#target = target }
    #then(work) {
      if (this.#isClosed) return Promise.reject(new TypeError('the stream is closed'))
      this.#pieces = this.#pieces.then(work)
      return this.#pieces.then(() => undefined)
    }
    write(data) {
      const isCommand = typeof data === 'object' && data !== null && typeof data.type === 'string' && !(data instanceof Blob)
      if (isCommand && data.type === 'seek') return this.seek(data.position)
      if (isCommand && data.type === 'truncate') return this.truncate(data.size)
      const piece = isCommand ? data.data : data
      return this.#then(async () => {
        if (isCommand && data.position !== undefined) this.#position = data.position
        this.#position += await this.#target.write(this.#position, piece)
      })
    }
    seek(position) { return this.#then(() => { this.#position = position }) }
    truncate(size) {
      return this.#then(async () => {
        await this.#target.setSize(size)
        this.#position = Math.min(this.#position, size)
      })
    }
    close() {
      const closed = this.#then(() => this.#target.close())
      this.#isClosed = true
      return closed
    }
    async abort() { this.#isClosed = true }
  }

  class FileSystemFileHandle {
    kind = 'file'
    constructor(name) { this.name = name }
    getFile() { return native.contents(this) }
    async createWritable({ keepExistingData = false } = {}) {
      if (!keepExistingData) await native.setSize(this, 0)
      return new WritableFileStream({
        write: (position, data) => native.write(this, position, data),
        setSize: (size) => native.setSize(this, size),
        close: () => undefined,
      })
    }
  }

  // From showSaveFilePicker: it can be written once, from its beginning to its end.
  class SavedFileHandle {
    kind = 'file'
    constructor(name) { this.name = name }
    async getFile() { throw new DOMException('a file that is saved cannot be read', 'NotAllowedError') }
    async createWritable() {
      let end = 0
      return new WritableFileStream({
        write: async (position, data) => {
          if (position !== end) throw new TypeError('a file that is saved is written from its beginning to its end')
          const length = await native.append(this, data)
          end += length
          return length
        },
        setSize: () => { throw new TypeError('a file that is saved is written from its beginning to its end') },
        close: () => native.finish(this),
      })
    }
  }

  class FileSystemDirectoryHandle {
    kind = 'directory'
    constructor(name) { this.name = name }
    getFileHandle(name, { create = false } = {}) { return native.file(this, String(name), Boolean(create)) }
    getDirectoryHandle(name, { create = false } = {}) { return native.folder(this, String(name), Boolean(create)) }
    async removeEntry(name, { recursive = false } = {}) {
      if (recursive) {
        const entry = (await native.list(this)).find((entry) => entry.name === name)
        if (entry?.kind === 'directory') {
          const inner = await this.getDirectoryHandle(name)
          for (const { name } of await native.list(inner)) await inner.removeEntry(name, { recursive })
        }
      }
      await native.remove(this, String(name))
    }
    async *entries() {
      for (const { name, kind } of await native.list(this)) {
        yield [name, await (kind === 'file' ? this.getFileHandle(name) : this.getDirectoryHandle(name))]
      }
    }
    async *keys() { for (const { name } of await native.list(this)) yield name }
    async *values() { for await (const [, handle] of this.entries()) yield handle }
    [Symbol.asyncIterator]() { return this.entries() }
  }

  return {
    file: (name) => new FileSystemFileHandle(name),
    folder: (name) => new FileSystemDirectoryHandle(name),
    saved: (name) => new SavedFileHandle(name),
  }
})
