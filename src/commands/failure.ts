/** The exit code of a command that threw. */
import { CommanderError } from 'commander'
import { Unavailable, UsageError } from '../model/problem.ts'
import { Ended } from './start-again.ts'
import { printError } from '../secrets/terminal.ts'

/** Help and version end with 0; what the person can correct with 2. Anything
 * else is an internal error, which `seamwatch.js` reports. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) {
    printError(error.message)
    return 2
  }
  if (error instanceof Unavailable) {
    printError(error.message)
    return 3
  }
  if (error instanceof Ended) return error.exitCode
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? 0 : 2 // commander has printed the reason
  }
  throw error
}
