// A host: runs the commands that specs ask for, one after the other, with all
// modules loaded. Each has its own environment and arguments.
import { fileURLToPath } from 'node:url'
import { load } from '../../../src/code/load.js'
import { ownCache } from '../../../src/code/own-cache.js'

const main = fileURLToPath(
  new URL('../../../src/seamwatch.js', import.meta.url),
)

// The command's first step reports what nothing catches, here as there.
process.argv = [process.execPath, main, '--version']
await import('../../../src/seamwatch.js')
const { runCommand } = await load(
  new URL('../../../src/cli.ts', import.meta.url),
)
endOutput()

process.on('disconnect', () => process.exit())
process.on('message', async ({ args, env }) => {
  setEnvironment({ ...env, SEAMWATCH_CODE_CACHE: ownCache ?? '' })
  process.argv = [process.execPath, main, ...args]
  process.exitCode = undefined
  const before = listeners()
  const exitCode = await runCommand(args)
  const isClean = listeners() === before && process.exitCode === undefined
  while (isBusy())
    await new Promise((go) => {
      setTimeout(go, 2).unref()
    })
  endOutput()
  process.send({ exitCode, isClean })
})

function setEnvironment(env) {
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, env)
}

/** Of signals: who listens to one, stops or goes on with the wrong command. */
function listeners() {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  return signals.map((signal) => process.listenerCount(signal)).join()
}

/** Whether something would keep a process of its own from ending: more than the
 * pipes to the spec. */
function isBusy() {
  const kept = process.getActiveResourcesInfo()
  const pipes = kept.filter((it) => it === 'PipeWrap')
  return kept.length > pipes.length || pipes.length > 3
}

function endOutput() {
  for (const stream of [process.stdout, process.stderr]) stream.write('\0')
}
