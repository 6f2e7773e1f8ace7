/** Guard: runs inside the process of an SDK, before the SDK. It refuses and
 * notes connections beside those to the recording proxy, and ends the process
 * once its parent has gone. Imports nothing of ours. */
import { AsyncLocalStorage } from 'node:async_hooks'
import net from 'node:net'
import { isMainThread, Worker } from 'node:worker_threads'

/** Ports on loopback that the SDK may connect to. */
const allowed = new Set()
const loopback = /^(?:127\.\d+\.\d+\.\d+|localhost|::1)$/

/** What each call in flight does beside its requests. */
const calls = new AsyncLocalStorage()

/** `host:port` of connections that no call asked for. */
const beside = []

/** @returns what `make` gives, `host:port` of each refused connection, and
 * whether the call printed something. */
export async function guarded(make) {
  const noted = { elsewhere: [], hasPrinted: false }
  const result = await noting(noted, make)
  noted.elsewhere.push(...beside.splice(0))
  return { ...noted, ...result }
}

for (const stream of [process.stdout, process.stderr]) {
  const { write } = stream
  stream.write = (...given) => {
    const call = calls.getStore()
    if (call) call.hasPrinted = true
    return Reflect.apply(write, stream, given)
  }
}

/** @param noted gets `host:port` of each refused connection in `elsewhere`. */
export function noting(noted, make) {
  return calls.run(noted, make)
}

export function allow(port) {
  allowed.add(Number(port))
}

export function forbid(port) {
  allowed.delete(Number(port))
}

const connect = net.Socket.prototype.connect

net.Socket.prototype.connect = function connectGuarded(...given) {
  const [options = {}] = Array.isArray(given[0]) ? given[0] : given
  const { host, port, path } =
    typeof options === 'object'
      ? options
      : { host: given[1], port: options, path: undefined }
  const name = String(host || 'localhost')
  if (!path && loopback.test(name) && allowed.has(Number(port)))
    return Reflect.apply(connect, this, given)
  const where = path ? String(path) : `${name}:${port}`
  const { elsewhere } = calls.getStore() ?? { elsewhere: beside }
  elsewhere.push(where)
  const error = new Error(`connect ECONNREFUSED ${where}`)
  process.nextTick(() =>
    this.destroy(Object.assign(error, { code: 'ECONNREFUSED' })),
  )
  return this
}

/** In a thread of its own: an SDK may block the event loop of this one. */
const watch = `
  const { workerData: parent } = require('node:worker_threads')
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  }, 500)
`

if (isMainThread) {
  new Worker(watch, {
    eval: true,
    execArgv: [],
    workerData: process.ppid,
  }).unref()
}
