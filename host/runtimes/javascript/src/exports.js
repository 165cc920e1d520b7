// Names of the functions and the variables that an object exports: its own and those of its
// class and its parents. Getters are not called; names that begin with `_` are internal.
((exported) => {
  const functions = new Set()
  const variables = new Map()
  const nested = (name, object) => {
    const prototype = Object.getPrototypeOf(object)
    if (prototype !== Object.prototype && prototype !== null) return
    for (const [inner, { value }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
      if (typeof value === 'function' && !inner.startsWith('_')) functions.add(`${name}.${inner}`)
    }
  }
  for (let at = exported; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (name.startsWith('_') || name === 'constructor' || name.includes('.')) continue
      if (functions.has(name) || variables.has(name)) continue
      if (typeof value === 'function') functions.add(name)
      else if (['number', 'string', 'boolean'].includes(typeof value)) variables.set(name, value)
      else if (value !== null && typeof value === 'object') nested(name, value)
    }
  }
  return { functions: [...functions], variables: [...variables] }
})
