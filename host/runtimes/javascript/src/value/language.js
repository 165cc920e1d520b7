// What cannot be told of, or made from, an object by the engine's interface.
(() => {
  const typedArray = Object.getPrototypeOf(Uint8Array)
  const typedArrayName = Object.getOwnPropertyDescriptor(typedArray.prototype, Symbol.toStringTag).get
  const mapForEach = Map.prototype.forEach
  const setForEach = Set.prototype.forEach
  const dateTime = Date.prototype.getTime
  const objectPrototype = Object.prototype
  const constructors = {
    Int8Array, Int16Array, Int32Array, BigInt64Array, Uint8Array, Uint16Array, Uint32Array, BigUint64Array,
    Float16Array, Float32Array, Float64Array,
  }
  const errors = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }
  const kinds = [
    [Map, 'map'], [Set, 'set'], [Date, 'date'], [Error, 'error'], [DOMException, 'error'], [ArrayBuffer, 'buffer'],
    [DataView, 'view'], [SharedArrayBuffer, 'buffer'], [RegExp, 'text'], [String, 'text'], [Number, 'number'],
    [Boolean, 'boolean'], [Promise, 'a promise'], [WeakMap, 'a WeakMap'], [WeakSet, 'a WeakSet'],
    [WeakRef, 'a WeakRef'], [Iterator, 'an iterator'],
  ]
  const hide = (object, name, value) =>
    Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false })

  // [name, function] of each method of an instance of a class, without constructors and
  // names that begin with `_`.
  const methods = (object) => {
    const found = new Map()
    for (let at = Object.getPrototypeOf(object); at && at !== objectPrototype; at = Object.getPrototypeOf(at)) {
      for (const name of Object.getOwnPropertyNames(at)) {
        if (name === 'constructor' || name.startsWith('_') || found.has(name)) continue
        const { value } = Object.getOwnPropertyDescriptor(at, name)
        if (typeof value === 'function') found.set(name, value)
      }
    }
    return [...found]
  }

  return {
    // What an object that is no plain record is: the name of a typed array, a kind of value,
    // what it is in words when it cannot be passed, or 'instance'.
    classify(object) {
      const name = typedArrayName.call(object)
      if (name !== undefined) return name
      for (const [constructor, kind] of kinds) if (object instanceof constructor) return kind
      return 'instance'
    },
    methods,
    entries(map) {
      const flat = []
      mapForEach.call(map, (value, key) => flat.push(key, value))
      return flat
    },
    members(set) {
      const flat = []
      setForEach.call(set, (member) => flat.push(member))
      return flat
    },
    time: (date) => dateTime.call(date),
    map(flat) {
      const map = new Map()
      for (let at = 0; at < flat.length; at += 2) map.set(flat[at], flat[at + 1])
      return map
    },
    set: (flat) => new Set(flat),
    date: (milliseconds) => new Date(milliseconds),
    error(name, message) {
      const error = new (errors[name] ?? Error)(message)
      if (error.name !== name) hide(error, 'name', name)
      return error
    },
    // An array of one axis: a typed array that also says of itself what ImJoy's arrays say.
    typedArray(name, buffer, dtype) {
      const array = new constructors[name](buffer)
      hide(array, '_rtype', 'ndarray')
      hide(array, '_rvalue', buffer)
      hide(array, '_rshape', [array.length])
      hide(array, '_rdtype', dtype)
      return array
    },
    hasGetter: (object, name) => Object.getOwnPropertyDescriptor(object, name)?.get !== undefined,
    resolve: (value) => Promise.resolve(value),
    all: async (promises) => { await Promise.all(promises) },
    here: () => new Error(),
    // Makes an error one of the API: its text is the sentence alone, so
    // that `e.message` and `'' + e` are the same, as with ImJoy's texts.
    apiError(error, code, message) {
      hide(error, 'message', message)
      hide(error, 'name', code)
      hide(error, 'code', code)
      hide(error, 'toString', function () { return String(this.message) })
      return error
    },
    wellFormed: (text) => text.toWellFormed(),
  }
})()
