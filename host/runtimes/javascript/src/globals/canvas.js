// ImageData, OffscreenCanvas: pictures as pixels, which is what plugins make of arrays. A
// context reads and writes pixels; it draws no figures. `encode(pixels, width, height)` gives
// the bytes of a PNG.
(({ encode }) => {
  const MOST_PIXELS = 1 << 28

  const length = (value, name) => {
    const number = Math.trunc(Number(value))
    if (!(number > 0)) throw new DOMException(`the ${name} of a picture has to be a number above 0`, 'IndexSizeError')
    return number
  }
  const side = (value, name) => {
    const number = Math.trunc(Number(value))
    if (!(number >= 0)) throw new TypeError(`the ${name} of a canvas has to be a number of at least 0`)
    return number
  }
  const pixels = (width, height) => {
    if (width * height > MOST_PIXELS) throw new RangeError(`a picture of ${width} × ${height} pixels is too large`)
    return new Uint8ClampedArray(4 * width * height)
  }

  class ImageData {
    constructor(first, second, third) {
      if (first instanceof Uint8ClampedArray) {
        const width = length(second, 'width')
        const height = third === undefined ? first.length / 4 / width : length(third, 'height')
        if (!Number.isInteger(height) || first.length !== 4 * width * height || height === 0) {
          throw new DOMException('the data of a picture have four values for each pixel', 'InvalidStateError')
        }
        Object.assign(this, { data: first, width, height })
      } else {
        const [width, height] = [length(first, 'width'), length(second, 'height')]
        Object.assign(this, { data: pixels(width, height), width, height })
      }
      this.colorSpace = 'srgb'
    }
    get [Symbol.toStringTag]() { return 'ImageData' }
  }

  // Copies the part of a picture that both have, with the upper left pixel of `from` at `x`, `y`.
  const copy = (from, to, x, y, part = { x: 0, y: 0, width: from.width, height: from.height }) => {
    // From here on all are whole numbers.
    const left = Math.max(part.x, 0, -x)
    const right = Math.min(part.x + part.width, from.width, to.width - x)
    const top = Math.max(part.y, 0, -y)
    const bottom = Math.min(part.y + part.height, from.height, to.height - y)
    if (left >= right) return
    for (let row = top; row < bottom; row++) {
      const start = 4 * (row * from.width + left)
      to.data.set(from.data.subarray(start, start + 4 * (right - left)), 4 * ((row + y) * to.width + left + x))
    }
  }

  class OffscreenCanvasRenderingContext2D {
    #picture
    constructor(canvas, picture) {
      this.canvas = canvas
      this.#picture = picture
    }
    createImageData(first, height) {
      return typeof first === 'object' ? new ImageData(first.width, first.height) : new ImageData(first, height)
    }
    getImageData(x, y, width, height) {
      const part = new ImageData(width, height)
      copy(this.#picture(), part, -Math.trunc(x), -Math.trunc(y))
      return part
    }
    putImageData(image, x, y, dirtyX = 0, dirtyY = 0, width = image.width, height = image.height) {
      const [left, top, right, bottom] = [dirtyX, dirtyY, dirtyX + width, dirtyY + height].map(Math.trunc)
      const part = { x: left, y: top, width: right - left, height: bottom - top }
      copy(image, this.#picture(), Math.trunc(x), Math.trunc(y), part)
    }
    clearRect(x, y, width, height) {
      if (width > 0 && height > 0) this.putImageData(new ImageData(width, height), x, y)
    }
  }
  for (const name of [
    'arc', 'beginPath', 'bezierCurveTo', 'clip', 'closePath', 'createLinearGradient', 'createPattern', 'drawImage', 'ellipse',
    'fill', 'fillRect', 'fillText', 'lineTo', 'measureText', 'moveTo', 'quadraticCurveTo', 'rect', 'restore', 'rotate', 'save',
    'scale', 'setTransform', 'stroke', 'strokeRect', 'strokeText', 'transform', 'translate',
  ]) {
    OffscreenCanvasRenderingContext2D.prototype[name] = () => {
      throw new DOMException(
        `${name} is not available: an OffscreenCanvas has pixels here (getImageData, putImageData); figures are described as data, for a window of type 'imjoy/interface'`,
        'NotSupportedError',
      )
    }
  }

  class OffscreenCanvas extends EventTarget {
    #picture
    #context
    constructor(width, height) {
      super()
      this.#resize(width, height)
    }
    #resize(width, height) {
      const [w, h] = [side(width, 'width'), side(height, 'height')]
      this.#picture = { data: pixels(w, h), width: w, height: h }
    }
    get width() { return this.#picture.width }
    set width(width) { this.#resize(width, this.height) }
    get height() { return this.#picture.height }
    set height(height) { this.#resize(this.width, height) }
    getContext(kind) {
      // As a browser does for what it does not have, such as WebGL.
      if (kind !== '2d') return null
      return (this.#context ??= new OffscreenCanvasRenderingContext2D(this, () => this.#picture))
    }
    // Always a PNG, as where a type is not supported.
    async convertToBlob() {
      const { data, width, height } = this.#picture
      if (data.length === 0) throw new DOMException('a canvas without pixels is no picture', 'IndexSizeError')
      return new Blob([encode(data, width, height)], { type: 'image/png' })
    }
  }

  return { ImageData, OffscreenCanvas, OffscreenCanvasRenderingContext2D }
})
