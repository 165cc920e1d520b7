// Events without a page: no bubbling, no default actions.
(() => {
  class Event {
    #type
    #isPrevented = false
    constructor(type, { cancelable = false } = {}) {
      this.#type = String(type)
      this.cancelable = Boolean(cancelable)
      this.target = null
      this.currentTarget = null
      this.timeStamp = performance.now()
      this.isStopped = false
    }
    get type() { return this.#type }
    get defaultPrevented() { return this.#isPrevented }
    preventDefault() { if (this.cancelable) this.#isPrevented = true }
    stopPropagation() {}
    stopImmediatePropagation() { this.isStopped = true }
  }

  class CustomEvent extends Event {
    constructor(type, options = {}) {
      super(type, options)
      this.detail = options.detail ?? null
    }
  }

  class EventTarget {
    #listeners = new Map()
    addEventListener(type, listener, options = {}) {
      if (listener === null || listener === undefined) return
      const { once = false, signal } = typeof options === 'object' ? options : {}
      const listeners = this.#listeners.get(type) ?? []
      if (listeners.some((other) => other.listener === listener)) return
      this.#listeners.set(type, [...listeners, { listener, once }])
      signal?.addEventListener('abort', () => this.removeEventListener(type, listener))
    }
    removeEventListener(type, listener) {
      const listeners = this.#listeners.get(type) ?? []
      this.#listeners.set(type, listeners.filter((other) => other.listener !== listener))
    }
    dispatchEvent(event) {
      event.target = event.currentTarget = this
      const called = [...(this.#listeners.get(event.type) ?? [])]
      const property = this[`on${event.type}`]
      if (typeof property === 'function') called.unshift({ listener: property, once: false })
      for (const { listener, once } of called) {
        if (once) this.removeEventListener(event.type, listener)
        try {
          if (typeof listener === 'function') listener.call(this, event)
          else listener.handleEvent(event)
        } catch (error) {
          console.error(error)
        }
        if (event.isStopped) break
      }
      return !event.defaultPrevented
    }
  }

  let canMakeSignal = false
  class AbortSignal extends EventTarget {
    aborted = false
    reason = undefined
    onabort = null
    constructor() {
      super()
      if (!canMakeSignal) throw new TypeError('an AbortSignal is made by an AbortController')
    }
    throwIfAborted() { if (this.aborted) throw this.reason }
    static abort(reason) {
      const controller = new AbortController()
      controller.abort(reason)
      return controller.signal
    }
    static timeout(milliseconds) {
      const controller = new AbortController()
      setTimeout(() => controller.abort(new DOMException('the time is over', 'TimeoutError')), milliseconds)
      return controller.signal
    }
    static any(signals) {
      const controller = new AbortController()
      for (const signal of signals) {
        if (signal.aborted) controller.abort(signal.reason)
        else signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true })
      }
      return controller.signal
    }
  }

  class AbortController {
    constructor() {
      canMakeSignal = true
      this.signal = new AbortSignal()
      canMakeSignal = false
    }
    abort(reason = new DOMException('the operation was aborted', 'AbortError')) {
      if (this.signal.aborted) return
      this.signal.aborted = true
      this.signal.reason = reason
      this.signal.dispatchEvent(new Event('abort'))
    }
  }
  return { Event, CustomEvent, EventTarget, AbortController, AbortSignal }
})
