/** Guard: runs inside the process of an SDK, before the SDK. It refuses and
 * notes connections beside those to the recording proxy, processes, and files
 * that Node's permissions do not allow. Imports nothing of ours. */
import { AsyncLocalStorage } from 'node:async_hooks'
import processes from 'node:child_process'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { fileURLToPath } from 'node:url'

/** Ports on loopback that the SDK may connect to. */
const allowed = new Set()
const loopback = /^(?:127\.\d+\.\d+\.\d+|localhost|::1)$/

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
    return Reflect.apply(write, stream, given)
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
  const { elsewhere } = calls.getStore() ?? beside
  elsewhere.push(where)
  const error = new Error(`connect ECONNREFUSED ${where}`)
  process.nextTick(() =>
    this.destroy(Object.assign(error, { code: 'ECONNREFUSED' })),
  )
  return this
}

/** The error has no code: its message says what was refused. */
function refuse(kind, what) {
  const { refused } = calls.getStore() ?? beside
  if (refused.length < refusedAtMost) refused.push({ kind, what })
  if (kind === 'process') throw new Error(`it starts a process: ${what}`)
}

const refusedAtMost = 100

for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork'])
  processes[name] = (program) => refuse('process', String(program))
for (const name of ['exec', 'execSync'])
  processes[name] = (command) =>
    refuse('process', String(command).split(' ', 1)[0])

/** Functions that use what is in a file; `stat` and the like only look. */
const used =
  /^(?:readFile|writeFile|appendFile|open|opendir|readdir|createReadStream|createWriteStream|rm|rmdir|unlink|mkdir|mkdtemp|rename|copyFile|cp|symlink|link|truncate)(?:Sync)?$/
const only = /^(?:read|open$|openSync$|opendir|createRead)/

const { permission } = process

function watchFiles(module) {
  for (const [name, usual] of Object.entries(module)) {
    if (typeof usual !== 'function' || !used.test(name)) continue
    const right = only.test(name) ? 'fs.read' : 'fs.write'
    module[name] = (file, ...given) => {
      const path = file instanceof URL ? fileURLToPath(file) : file
      if (typeof path === 'string' && !permission.has(right, path))
        refuse('file', path)
      return Reflect.apply(usual, module, [file, ...given])
    }
  }
}

if (permission) {
  watchFiles(fs)
  watchFiles(fs.promises)
}
syncBuiltinESMExports()
