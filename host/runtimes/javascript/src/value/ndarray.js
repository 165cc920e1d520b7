// Arrays of any number of axes, as ImJoy's plugins know them: `_rtype`, `_rvalue`, `_rshape`,
// `_rdtype`. `load` gives the elements that the host keeps.
((load) => {
  const views = {
    bool: Uint8Array, int8: Int8Array, int16: Int16Array, int32: Int32Array, int64: BigInt64Array,
    uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, uint64: BigUint64Array,
    float16: Float16Array, float32: Float32Array, float64: Float64Array,
    complex64: Float32Array, complex128: Float64Array,
  }

  class NdArray {
    constructor(shape, dtype, buffer) {
      this._rtype = 'ndarray'
      const own = (value) => ({ value, enumerable: true, configurable: true, writable: true })
      const set = (value) => Object.defineProperty(this, '_rvalue', own(value))
      if (buffer === undefined) {
        const get = () => {
          const loaded = load(this)
          set(loaded)
          return loaded
        }
        Object.defineProperty(this, '_rvalue', { get, set, enumerable: true, configurable: true })
      } else {
        set(buffer)
      }
      this._rshape = shape
      this._rdtype = dtype
    }
    get shape() { return this._rshape }
    get dtype() { return this._rdtype }
    get ndim() { return this._rshape.length }
    get size() { return this._rshape.reduce((product, length) => product * length, 1) }
    // The elements in C order; those of complex numbers are two each.
    get data() {
      const value = this._rvalue
      return ArrayBuffer.isView(value) ? value : new views[this._rdtype](value)
    }
    // The names of the first ImJoy.
    get __jailed_type__() { return 'ndarray' }
    get __value__() { return this.data }
    get __shape__() { return this._rshape }
    get __dtype__() { return this._rdtype }
  }

  return {
    describe: (shape, dtype) => new NdArray(shape, dtype),
    make(array, shape, dtype) {
      if (!ArrayBuffer.isView(array) || array instanceof DataView) {
        throw new TypeError('api.ndarray needs a typed array')
      }
      const own = array.constructor.name.replace('Clamped', '').replace('Array', '').replace('Big', '').toLowerCase()
      if (dtype !== undefined && dtype !== null && dtype !== own && views[dtype] !== array.constructor) {
        throw new Error(`dtype doesn't match the type of the array: ${own} != ${dtype}`)
      }
      shape = shape === undefined || shape === null ? [array.length] : [...shape]
      const size = shape.reduce((product, length) => product * length, 1)
      if (size !== array.length) {
        throw new Error(`the shape [${shape}] asks for ${size} elements, the array has ${array.length}`)
      }
      const whole = array.byteLength === array.buffer.byteLength
      const buffer = whole ? array.buffer : array.buffer.slice(array.byteOffset, array.byteOffset + array.byteLength)
      return new NdArray(shape, dtype ?? own, buffer)
    },
  }
})
