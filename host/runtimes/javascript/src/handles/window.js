// Windows. `native` does what is asked of the window in the first argument.
((native) => {
  class Window {
    // Handlers that were added through this object: the host removes all of an event.
    #handlers = new Map()
    constructor(config) { this.config = config }
    run(update) { return native.call(this, 'run', update) }
    on(event, handler, fireIfEmitted = false) {
      const handlers = this.#handlers.get(event) ?? []
      this.#handlers.set(event, [...handlers, handler])
      return native.on(this, event, handler, Boolean(fireIfEmitted))
    }
    async off(event, handler) {
      const handlers = this.#handlers.get(event) ?? []
      const left = handler === undefined ? [] : handlers.filter((other) => other !== handler)
      this.#handlers.set(event, left)
      await native.off(this, event)
      for (const other of left) await native.on(this, event, other, false)
    }
    onclose(handler) { return this.on('close', handler) }
    emit(event, data) { return native.act(this, 'emit', event, data) }
    close() { return native.act(this, 'close') }
    refresh() { return native.act(this, 'refresh') }
    resize(rectangle) { return native.act(this, 'resize', rectangle) }
    focus() { return native.act(this, 'focus') }
    show() { return native.act(this, 'show') }
    hide() { return native.act(this, 'hide') }
    setContent(content) { return native.act(this, 'setContent', content) }
    changeContent(changes) { return native.act(this, 'changeContent', changes) }
  }

  // Any other name is a function that the window plugin may export. `then` would make a
  // promise of the window, `toJSON` is asked for by JSON.stringify.
  const functionsOfPlugin = {
    get(window, name) {
      if (typeof name !== 'string' || name in window || name === 'then' || name === 'toJSON' || name.startsWith('_')) {
        const value = Reflect.get(window, name)
        return typeof value === 'function' ? value.bind(window) : value
      }
      return (...args) => native.call(window, name, ...args)
    },
  }

  return (config, isOfPlugin, symbol, handle) => {
    const window = new Window(config)
    Object.defineProperty(window, symbol, { value: handle, configurable: true })
    return isOfPlugin ? new Proxy(window, functionsOfPlugin) : window
  }
})
