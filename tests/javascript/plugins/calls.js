// Calls, callbacks, and several things at once.
class ImJoyPlugin {
  constructor() {
    this.version = '1.0'
    this.ready = true
    this._secret = 'not to be seen'
    this.tools = { twice: (x) => 2 * x }
    this.kept = []
  }
  setup() { this.count = 0 }
  echo(...args) { return args[0] }
  add(a, b) { return a + b }

  // Asks another plugin, which calls `back` while this waits.
  async ask(question) {
    const partner = await api.getPlugin('partner')
    return [await partner.answer(question), await api.call('partner', 'answer', 'again'), await partner.tools.twice(21)]
  }
  async back(text) {
    await null
    this.count += 1
    return `back ${text} ${this.count}`
  }
  async describePartner() {
    const partner = await api.getPlugin('partner')
    const same = await Promise.resolve(partner)
    return [Object.keys(partner).sort(), partner.version, partner.ready, partner._secret === undefined, same === partner]
  }
  // Two questions of 60 ms at once, and a third meanwhile.
  async both() {
    const partner = await api.getPlugin('partner')
    return Promise.all([partner.slow('a', 0.06), partner.slow('b', 0.06), partner.answerNow()])
  }
  async passCallback() {
    const seen = []
    const data = { deep: [{ tell: (text) => { seen.push(text); return seen.length } }] }
    const told = await api.call('partner', 'useCallback', data)
    return [told, seen]
  }
  async takeFunction() {
    const counter = await api.call('partner', 'makeCounter', 10)
    return [await counter.next(), await counter.next(), await counter.tools.add(5)]
  }
  keep(callback) { this.kept.push(callback); return this.kept.length }
  useKept(...args) { return Promise.all(this.kept.map((callback) => callback(...args))) }
  forget() { this.kept = [] }
  // Makes functions in a loop; those that nobody holds are released.
  async manyFunctions(count) {
    for (let i = 0; i < count; i++) await api.call('partner', 'ignore', () => i)
    return count
  }
  later(milliseconds) {
    setTimeout(() => { this.count = 'later' }, milliseconds)
    api.call('partner', 'slow', 'x', 0.01).then(() => { this.promised = true })
    return 'begun'
  }
  state() { return [this.count, this.promised === true] }
  depth() {
    let depth = 0
    const dive = () => { depth += 1; dive() }
    try { dive() } catch (e) { return [depth, e instanceof RangeError, e.message] }
  }
}
api.export(new ImJoyPlugin())
