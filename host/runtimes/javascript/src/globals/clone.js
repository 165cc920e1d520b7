// structuredClone. `isHandle` tells objects of the host, which cannot be cloned.
(({ isHandle }) => {
  const errors = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }
  const refuse = (what) => {
    throw new DOMException(`${what} cannot be cloned`, 'DataCloneError')
  }

  const structuredClone = (value, { transfer = [] } = {}) => {
    const clones = new Map()
    for (const buffer of transfer) {
      if (!(buffer instanceof ArrayBuffer)) refuse('what is to be transferred')
      clones.set(buffer, buffer.transfer())
    }
    const clone = (value) => {
      if (typeof value === 'function') refuse('a function')
      if (typeof value === 'symbol') refuse('a symbol')
      if (typeof value !== 'object' || value === null) return value
      if (clones.has(value)) return clones.get(value)
      const keep = (cloned) => {
        clones.set(value, cloned)
        return cloned
      }
      if (value instanceof Blob) return keep(value)
      if (isHandle(value)) refuse('an object of the host')
      if (Array.isArray(value)) {
        const cloned = keep(new Array(value.length))
        for (const key of Object.keys(value)) cloned[key] = clone(value[key])
        return cloned
      }
      if (value instanceof Date) return keep(new Date(value.getTime()))
      if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags))
      if (value instanceof Boolean || value instanceof Number || value instanceof String) {
        return keep(Object(value.valueOf()))
      }
      if (value instanceof ArrayBuffer) return keep(value.slice(0))
      if (value instanceof DataView) return keep(new DataView(clone(value.buffer), value.byteOffset, value.byteLength))
      if (ArrayBuffer.isView(value)) {
        return keep(new value.constructor(clone(value.buffer), value.byteOffset, value.length))
      }
      if (value instanceof Map) {
        const cloned = keep(new Map())
        for (const [key, member] of value) cloned.set(clone(key), clone(member))
        return cloned
      }
      if (value instanceof Set) {
        const cloned = keep(new Set())
        for (const member of value) cloned.add(clone(member))
        return cloned
      }
      if (value instanceof Error) {
        const cloned = keep(new (errors[value.name] ?? Error)(value.message))
        cloned.stack = value.stack
        if ('cause' in value) cloned.cause = clone(value.cause)
        return cloned
      }
      for (const refused of [Promise, WeakMap, WeakSet, WeakRef]) if (value instanceof refused) refuse(`a ${refused.name}`)
      const cloned = keep({})
      for (const key of Object.keys(value)) cloned[key] = clone(value[key])
      return cloned
    }
    return clone(value)
  }
  return { structuredClone }
})
