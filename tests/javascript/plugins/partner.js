// The other side of calls.js.
class Partner {
  version = '2.0'
  ready = false
  _secret = 1
  tools = { twice: (x) => 2 * x }
  setup() {}
  async answer(text) {
    const back = await api.call('calls', 'back', text)
    return `answer to ${back}`
  }
  answerNow() { return 'now' }
  async slow(text, seconds) {
    await api.utils.sleep(seconds)
    return text
  }
  async useCallback({ deep: [{ tell }] }) { return [await tell('one'), await tell('two'), await tell('three')] }
  makeCounter(start) {
    let count = start
    return { next: () => ++count, tools: { add: (n) => (count += n) } }
  }
  ignore() {}
  fail(kind) {
    if (kind === 'text') throw 'just a text'
    if (kind === 'undefined') throw undefined
    if (kind === 'object') throw { code: 7 }
    throw new TypeError('wrong type')
  }
}
api.export(new Partner())
