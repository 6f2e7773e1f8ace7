/** Guard: runs inside the process of an SDK, before the SDK. It refuses and
 * notes connections beside those to the recording proxy, processes, and files
 * that Node's permissions do not allow. Imports nothing of ours. */
import { AsyncLocalStorage } from 'node:async_hooks'
import processes from 'node:child_process'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import dgram from 'node:dgram'
import dns from 'node:dns'
import threads from 'node:worker_threads'
import v8 from 'node:v8'
import { fileURLToPath } from 'node:url'

// The SDK may replace what it finds on globals.
const { apply } = Reflect
const bound = (method, self) => Function.prototype.bind.call(method, self)
const push = Function.prototype.call.bind(Array.prototype.push)

/** Ports on loopback that the SDK may connect to. */
const allowed = new Set()
const isAllowed = bound(allowed.has, allowed)
const loopback = /^(?:127\.\d+\.\d+\.\d+|localhost|::1)$/
const isLoopback = bound(loopback.test, loopback)

/** What each call in flight does beside its requests. */
const calls = new AsyncLocalStorage()

/** What was refused beside all calls. */
const beside = { elsewhere: [], refused: [] }

/** @returns what `make` gives, `host:port` of each refused connection, what
 * else was refused, and whether the call printed something. */
export async function guarded(make) {
  const noted = { elsewhere: [], refused: [], hasPrinted: false }
  const result = await noting(noted, make)
  for (const name of Object.keys(beside))
    noted[name].push(...beside[name].splice(0))
  return { ...noted, ...result }
}

for (const stream of [process.stdout, process.stderr]) {
  const { write } = stream
  stream.write = (...given) => {
    const call = calls.getStore()
    if (call) call.hasPrinted = true
    return apply(write, stream, given)
  }
}

/** @param noted gets `host:port` of each refused connection in `elsewhere`, and
 * the rest in `refused`. */
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

/** The options are read once: the SDK may answer otherwise the next time. */
function placeOf(given) {
  const [options = {}] = Array.isArray(given[0]) ? given[0] : given
  if (typeof options !== 'object')
    return Number.isNaN(Number(options))
      ? { path: options }
      : { host: given[1], port: options }
  const { host, port, path } = options
  return { host, port, path, rest: options }
}

net.Socket.prototype.connect = function connectGuarded(...given) {
  const { host, port, path, rest } = placeOf(given)
  const name = `${host || 'localhost'}`
  if (!path && isLoopback(name) && isAllowed(Number(port))) {
    const fixed = { ...rest, host: name, port: Number(port) }
    const listener = given.findLast((it) => typeof it === 'function')
    if (!Array.isArray(given[0])) return apply(connect, this, [fixed, listener])
    given[0][0] = fixed
    return apply(connect, this, given)
  }
  const where = path ? `${path}` : `${name}:${port}`
  note('elsewhere', where)
  const error = new Error(`connect ECONNREFUSED ${where}`)
  process.nextTick(() =>
    this.destroy(Object.assign(error, { code: 'ECONNREFUSED' })),
  )
  return this
}

/** An SDK has no use for a socket without connection, or for a server. */
for (const name of ['send', 'connect', 'bind'])
  dgram.Socket.prototype[name] = () => refuseHost(`a datagram (${name})`)
net.Server.prototype.listen = (...given) => {
  const { path, port } = placeOf(given)
  refuseHost(`a server at ${path ?? port ?? 0}`)
}
for (const module of [dns, dns.promises])
  module.Resolver.prototype.setServers = ([server]) => refuseHost(`${server}`)

function refuseHost(where) {
  note('elsewhere', where)
  throw new Error(`connect ECONNREFUSED ${where}`)
}

/** The error has no code: its message says what was refused. */
function refuse(kind, what) {
  note('refused', { kind, what })
  if (kind === 'process') throw new Error(`it starts a process: ${what}`)
}

const current = bound(calls.getStore, calls)

function note(name, what) {
  const noted = (current() ?? beside)[name]
  if (noted.length < notedAtMost) push(noted, what)
}

const notedAtMost = 100

for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork'])
  processes[name] = (program) => refuse('process', String(program))
for (const name of ['exec', 'execSync'])
  processes[name] = (command) =>
    refuse('process', String(command).split(' ', 1)[0])

// The second one is what the first one calls.
for (const name of ['kill', '_kill'])
  process[name] = (pid) => refuse('process', `a signal to ${pid}`)
processes.ChildProcess.prototype.spawn = ({ file } = {}) =>
  refuse('process', String(file))
threads.Worker = function Worker() {
  refuse('process', 'a thread')
}
v8.setFlagsFromString = (flag) => refuse('process', `Node with ${flag}`)

/** The line of the results is not the SDK's. */
for (const name of ['close', 'closeSync']) {
  const usual = fs[name]
  fs[name] = (fd, ...given) =>
    fd === 3 ? process.exit(3) : apply(usual, fs, [fd, ...given])
}

/** Functions that use what is in a file; `stat` and the like only look. */
const used =
  /^(?:readFile|writeFile|appendFile|open|opendir|readdir|createReadStream|createWriteStream|rm|rmdir|unlink|mkdir|mkdtemp|rename|copyFile|cp|symlink|link|truncate|chmod|utimes|watch|openAsBlob|readlink)(?:Sync)?$/
const only = /^(?:read|open|createRead|watch)/

const { permission } = process

function textOf(file) {
  if (file instanceof URL) return fileURLToPath(file)
  return Buffer.isBuffer(file) ? file.toString() : file
}

function watchFiles(module) {
  for (const [name, usual] of Object.entries(module)) {
    if (typeof usual !== 'function' || !used.test(name)) continue
    const right = only.test(name) ? 'fs.read' : 'fs.write'
    module[name] = (file, ...given) => {
      const path = textOf(file)
      if (typeof path === 'string' && !permission.has(right, path))
        refuse('file', path)
      return apply(usual, module, [file, ...given])
    }
  }
}

if (permission) {
  watchFiles(fs)
  watchFiles(fs.promises)
}
syncBuiltinESMExports()
