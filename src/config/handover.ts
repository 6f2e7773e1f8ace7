/** Hands the running target from the main process to the workers, which see
 * nothing of it but its environment. */
import type { Target } from '../auth/target.ts'

const name = 'SEAMWATCH_RUNNING_TARGET'

export function handOver(target: Target): void {
  process.env[name] = JSON.stringify(target)
}

export function takeOver(): Target {
  const text = process.env[name]
  if (text === undefined) throw new Error('no target was started')
  return JSON.parse(text) as Target // written by `handOver` alone
}
