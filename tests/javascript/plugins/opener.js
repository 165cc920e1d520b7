// Opens windows of the plugin `panel`.
class Opener {
  setup() {}
  async open(start) {
    this.win = await api.createWindow({ type: 'panel', name: 'Panel', data: { start } })
    return [await this.win.total(100), this.win.config.name, await this.win.run({ data: { start: 50 } }), await this.win.total(1)]
  }
  async missing() { return this.win.nothing().catch((e) => e.code) }
  async shut() {
    await this.win.shut()
    return 'shut'
  }
  async proxy() {
    const panel = await api.getPlugin('panel')
    const win = await panel.run({ data: { start: 7 } })
    return [Object.keys(panel), await win.total(0)]
  }
}
api.export(new Opener())
