/** Starts the command again: Node reads some variables only at its start. */
import { spawn } from 'node:child_process'
import type { Environment } from '../config/environment.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** What the command ended with, once it has started again. */
export class Ended extends Error {
  override readonly name = 'Ended'
  readonly exitCode: number

  constructor(exitCode: number) {
    super(`exit code ${exitCode}`)
    this.exitCode = exitCode
  }
}

/** Runs the command once more, with another environment. A signal that arrives
 * twice counts once.
 * @throws Ended after it. */
export async function startAgain(env: Environment): Promise<never> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, ...process.argv.slice(1)],
    { env, stdio: 'inherit' },
  )
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal)
  }
  for (const signal of signals) process.on(signal, pass)
  try {
    const exitCode = await new Promise<number>((end, reject) => {
      child.on('error', reject)
      child.on('close', (code) => end(code ?? 2))
    })
    throw new Ended(exitCode)
  } finally {
    for (const signal of signals) process.off(signal, pass)
  }
}
