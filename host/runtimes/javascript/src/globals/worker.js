// The classes that tell a plugin that it runs in a worker: `self instanceof WorkerGlobalScope`.
(() => {
  const isGlobal = { [Symbol.hasInstance]: { value: (object) => object === globalThis } }
  class WorkerGlobalScope extends EventTarget {}
  class DedicatedWorkerGlobalScope extends WorkerGlobalScope {}
  Object.defineProperties(WorkerGlobalScope, isGlobal)
  Object.defineProperties(DedicatedWorkerGlobalScope, isGlobal)
  return { WorkerGlobalScope, DedicatedWorkerGlobalScope }
})
