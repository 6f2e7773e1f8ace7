#!/usr/bin/env node
// The command's first step: lets Node read TypeScript, then hands over. Exit
// code 1 says that the API is wrong, so whatever fails in here ends with 2.
import { mkdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

process.on('uncaughtException', (error) => {
  // The reader of the output has gone, as `head` does; the run goes on.
  if (error?.code !== 'EPIPE') endWith(error)
})

/** As it prints everything else, once it can read that code. */
let printable = withoutSecrets

try {
  await readTypeScript()
  // A damaged module must not hide what else went wrong.
  const terminal = await import('./secrets/terminal.ts').catch(() => undefined)
  printable = (text) => withoutSecrets(terminal?.printable(text) ?? text)
  await import('./cli.ts')
} catch (error) {
  endWith(error)
}

/** tsx runs what it finds below the temporary folder, where other users of the
 * machine may write: so its cache is in the package, or there is none. The
 * processes and threads that this one starts read the variable. */
async function readTypeScript() {
  const usual = process.env.TMPDIR
  const cache = ownCache()
  process.env.SEAMWATCH_CODE_CACHE = cache ?? ''
  if (cache === undefined) process.env.TSX_DISABLE_CACHE = '1'
  else process.env.TMPDIR = cache
  const { register } = await import('tsx/esm/api')
  const tsconfig = fileURLToPath(new URL('../tsconfig.json', import.meta.url))
  register({ tsconfig })
  if (usual === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = usual
}

/** Undefined where another user may write to it, or this one may not. */
function ownCache() {
  const path = '../node_modules/.cache/seamwatch'
  const folder = fileURLToPath(new URL(path, import.meta.url))
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { uid, mode } = statSync(folder)
    const isOwn = process.getuid === undefined || uid === process.getuid()
    return isOwn && (mode & 0o022) === 0 ? folder : undefined
  } catch {
    return undefined
  }
}

/** One line, without the values of secrets. */
function endWith(error) {
  const isDebug = /^(?:1|true|yes)$/i.test(process.env.SEAMWATCH_DEBUG ?? '')
  const message = error instanceof Error ? error.message : String(error)
  const [fact] = message.split('\n')
  const hint = isDebug ? '' : '; SEAMWATCH_DEBUG=1 prints the stack'
  const line = `seamwatch: internal error: ${fact} (a fault of seamwatch, not of the API${hint})`
  const text = isDebug ? `${line}\n${error?.stack ?? ''}` : line
  process.stderr.write(`${printable(text)}\n`)
  process.exit(2)
}

function withoutSecrets(text) {
  return Object.entries(process.env)
    .filter(([name, value]) => /KEY|TOKEN|SECRET|PASS/.test(name) && value)
    .reduce((rest, [name, value]) => rest.replaceAll(value, `$${name}`), text)
}
