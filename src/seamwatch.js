#!/usr/bin/env node
// The command's first step: loads the command line. Exit
// code 1 says that the API is wrong, so whatever fails in here ends with 2.
import { fileURLToPath } from 'node:url'

process.on('uncaughtException', endWith)
// The reader of the output has gone, as `head` does, or its disk is full: the
// files of a run and its cleanup matter more.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', () => {})

/** What to do where the machine ran out of something. */
const ofTheMachine = new Map([
  ['ENOSPC', 'free some space on the disk'],
  ['EDQUOT', 'free some space on the disk'],
  ['EROFS', 'name a folder that you may write to: --reports DIR'],
  ['EFBIG', 'allow larger files: ulimit -f'],
  ['EMFILE', 'allow more open files: ulimit -n'],
  ['ENFILE', 'close other programs: too many files are open'],
  ['ENOMEM', 'free some memory'],
])

/** As it prints everything else, once it can read that code. */
let printable = withoutSecrets

try {
  checkPlace()
  const { ownCache } = await import('./code/own-cache.js')
  process.env.SEAMWATCH_CODE_CACHE = ownCache ?? ''
  const { load } = await import('./code/load.js')
  // A damaged module must not hide what else went wrong.
  const terminal = await load(
    new URL('./secrets/terminal.ts', import.meta.url),
  ).catch(() => undefined)
  printable = (text) => withoutSecrets(terminal?.printable(text) ?? text)
  const { hasRun } = await load(new URL('./cli.ts', import.meta.url))
  if (hasRun !== true) endDamaged()
} catch (error) {
  endWith(error)
}

/** tsx takes what follows a question mark for a query. */
function checkPlace() {
  const [found] = /[?\r\n]/.exec(fileURLToPath(import.meta.url)) ?? []
  if (found === undefined) return
  const name = found === '?' ? 'a question mark' : 'a line break'
  process.stderr.write(
    `seamwatch is in a folder with ${name} in its path, where its modules cannot be loaded\n  → install it in another folder\n`,
  )
  process.exit(2)
}

/** Exit code 0 says that the command has run. */
function endDamaged() {
  const file = fileURLToPath(new URL('./cli.ts', import.meta.url))
  process.stderr.write(
    `seamwatch: the command was not run: ${file} is damaged\n  → install seamwatch again\n`,
  )
  process.exit(2)
}

/** One line, without the values of secrets. */
function endWith(error) {
  const isDebug = /^(?:1|true|yes)$/i.test(process.env.SEAMWATCH_DEBUG ?? '')
  const message = error instanceof Error ? error.message : String(error)
  const [fact] = message.split('\n')
  const hint = isDebug ? '' : '; SEAMWATCH_DEBUG=1 prints the stack'
  const advice = ofTheMachine.get(error?.code)
  const line =
    advice === undefined
      ? `seamwatch: internal error: ${fact} (a fault of seamwatch, not of the API${hint})`
      : `seamwatch: ${fact} (the fault of this machine, not of the API${hint})\n  → ${advice}, then run again`
  const text = isDebug ? `${line}\n${error?.stack ?? ''}` : line
  process.stderr.write(`${printable(text)}\n`)
  process.exit(2)
}

function withoutSecrets(text) {
  return Object.entries(process.env)
    .filter(
      ([name, value]) =>
        /KEY|TOKEN|SECRET|PASS/.test(name) && value.length >= 8,
    )
    .reduce((rest, [name, value]) => rest.replaceAll(value, `$${name}`), text)
}
