#!/usr/bin/env node
// The command's first step: lets Node read TypeScript, then hands over. Exit
// code 1 says that the API is wrong, so whatever fails in here ends with 2.
import { fileURLToPath } from 'node:url'

process.on('uncaughtException', (error) => {
  // The reader of the output has gone, as `head` does; the run goes on.
  if (error?.code !== 'EPIPE') endWith(error)
})

try {
  const { register } = await import('tsx/esm/api')
  const tsconfig = fileURLToPath(new URL('../tsconfig.json', import.meta.url))
  register({ tsconfig })
  await import('./cli.ts')
} catch (error) {
  endWith(error)
}

/** One line, without the values of secrets. */
function endWith(error) {
  const isDebug = /^(?:1|true|yes)$/i.test(process.env.SEAMWATCH_DEBUG ?? '')
  const message = error instanceof Error ? error.message : String(error)
  const [fact] = message.split('\n')
  const hint = isDebug ? '' : '; SEAMWATCH_DEBUG=1 prints the stack'
  const line = `seamwatch: internal error: ${fact} (a fault of seamwatch, not of the API${hint})`
  const text = isDebug ? `${line}\n${error?.stack ?? ''}` : line
  process.stderr.write(`${withoutSecrets(text)}\n`)
  process.exit(2)
}

function withoutSecrets(text) {
  return Object.entries(process.env)
    .filter(([name, value]) => /KEY|TOKEN|SECRET|PASS/.test(name) && value)
    .reduce((rest, [name, value]) => rest.replaceAll(value, `$${name}`), text)
}
