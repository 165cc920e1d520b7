// `crypto`; `random(length)` gives so many bytes.
(({ random }) => {
  const crypto = {
    getRandomValues(array) {
      if (!ArrayBuffer.isView(array) || array instanceof DataView || array instanceof Float32Array || array instanceof Float64Array) {
        throw new DOMException('getRandomValues needs a typed array of integers', 'TypeMismatchError')
      }
      if (array.byteLength > 65536) {
        throw new DOMException('getRandomValues gives at most 65536 bytes at once', 'QuotaExceededError')
      }
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(random(array.byteLength))
      return array
    },
    randomUUID() {
      const bytes = random(16)
      bytes[6] = (bytes[6] & 0x0f) | 0x40
      bytes[8] = (bytes[8] & 0x3f) | 0x80
      const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
    },
  }
  return { crypto }
})
