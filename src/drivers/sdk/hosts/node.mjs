/** Host: runs inside the process of a JavaScript SDK. It reads one call on each
 * line of its input, and writes one result on each line of file descriptor 3:
 * output and errors belong to the SDK. Imports nothing of ours but what is beside it. */
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { inspect } from 'node:util'
import { hasten } from './clock.mjs'
import { classesOf, encode } from './encode.mjs'
import { allow, forbid, guarded } from './guard.mjs'

// The SDK may replace them.
const { exit } = process
const stringify = JSON.stringify

function send(message) {
  const bytes = Buffer.from(`${stringify(message)}\n`)
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(3, bytes, at)
    } catch (error) {
      if (error.code !== 'EAGAIN') exit(0)
    }
  }
}

/** @param load imports a package from the folder of the release. */
export async function serve(load, { entries, classes, clockSpeed }) {
  if (clockSpeed !== 1) hasten(clockSpeed)
  const seam = await loadClass(load, { entries, classes })
  if (typeof seam === 'string') return send({ kind: 'unloadable', why: seam })
  send({ kind: 'ready' })
  const lines = createInterface({ input: process.stdin })
  lines.on('close', () => exit(0))
  lines.on('line', async (line) => {
    const call = JSON.parse(line)
    const { port } = new URL(call.endpoint)
    for (const allowed of [port, ...call.allowedPorts]) allow(allowed)
    const result = await guarded(() => make(seam, call))
    for (const allowed of [port, ...call.allowedPorts]) forbid(allowed)
    send({ id: call.id, ...result })
  })
}

async function loadClass(load, { entries, classes }) {
  let why = 'it has no entry'
  for (const entry of entries) {
    try {
      const module = await load(entry)
      const found = classes.find((name) => typeof module[name] === 'function')
      if (found) return module[found]
      why = `no entry exports ${classes.join(' or ')}`
    } catch (error) {
      why = String(error?.message ?? error).split('\n', 1)[0]
    }
  }
  return why
}

/** `options` for the constructor, or `factory` and its `arguments`. */
async function make(seam, call) {
  const given = call.parameters.map(decode)
  const before = stringify(encode(given))
  const result = await makeWith(seam, given, call)
  return stringify(encode(given)) === before
    ? result
    : { ...result, hasChangedArguments: true }
}

async function makeWith(seam, given, { options, factory, method, secrets }) {
  try {
    if (factory) {
      await seam[factory.name](...factory.arguments)
      return { kind: 'returned' }
    }
    let target = new seam(options)
    let self
    for (const name of method) {
      self = target
      target = target?.[name]
    }
    if (typeof target !== 'function')
      return { kind: 'missing', method: method.join('.') }
    const value = await target.apply(self, given)
    return { kind: 'returned', value: encode(value) }
  } catch (error) {
    return {
      kind: 'threw',
      error: describe(error, given[0]),
      shown: shownIn(error, secrets),
    }
  }
}

function decode(value) {
  return value?.$ === 'undefined' ? undefined : value
}

/** Fields that an error of an SDK may have. */
const fields = [
  'code',
  'statusCode',
  'status',
  'requestId',
  'data',
  'validationErrors',
]

function describe(error, parameters) {
  if (typeof error !== 'object' || error === null)
    return {
      class: typeof error,
      ancestors: [],
      message: String(error),
      fields: {},
    }
  const [own = 'Object', ...ancestors] = classesOf(error)
  return {
    class: own,
    ancestors,
    message: String(error.message),
    fields: {
      ...Object.fromEntries(
        fields.flatMap((name) => {
          const value = error[name]
          return value === undefined ? [] : [[name, encode(value)]]
        }),
      ),
      ...messagesIn(error, parameters),
    },
  }
}

/** What the error says of each parameter, for the SDKs that can say it. */
function messagesIn(error, parameters) {
  if (typeof error.getValidationErrorMessages !== 'function') return {}
  const names = Object.keys(parameters ?? {})
  return {
    validationMessages: Object.fromEntries(
      names.map((name) => [
        name,
        encode(error.getValidationErrorMessages(name)),
      ]),
    ),
  }
}

/** What a caller may log of an error. */
const views = {
  message: (error) => String(error?.message ?? error),
  stack: (error) => String(error?.stack),
  inspect: (error) => inspect(error),
  JSON: (error) => stringify(error) ?? '',
}

function shownIn(error, secrets) {
  return Object.entries(views).flatMap(([name, view]) => {
    try {
      const text = view(error)
      return secrets.some((secret) => text.includes(secret)) ? [name] : []
    } catch {
      return [] // a cycle has no JSON
    }
  })
}
