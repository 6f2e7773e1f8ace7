/** Quiet: no process that sends keys may print or store what it sends. */
import type { TargetChoice } from '../auth/target.ts'
import { talkativeIn } from '../model/child-environment.ts'
import { UsageError } from '../model/problem.ts'
import type { Environment } from './environment.ts'

/** For the process that sends: the environment with these variables empty, and
 * a line for people. A sandbox has made-up keys only. */
export function quieten(
  env: Environment,
  choice: TargetChoice,
): { readonly env: Environment; readonly notes: readonly string[] } {
  const names = choice.kind === 'remote' ? talkativeIn(env) : []
  if (names.length === 0) return { env, notes: [] }
  return {
    // Empty, not absent: a file that Node reads (--env-file) would set it again.
    env: { ...env, ...Object.fromEntries(names.map((name) => [name, ''])) },
    notes: [
      `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not passed on: with a real target the keys would be printed`,
    ],
  }
}

/** For a process that Node has started with them already: throws a
 * `UsageError`. */
export function requireQuiet(
  env: Environment,
  { choice }: { readonly choice: TargetChoice },
): void {
  const names = choice.kind === 'remote' ? talkativeIn(env) : []
  if (names.length === 0) return
  throw new UsageError([
    {
      code: 'target-refused',
      fact: `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} set: with a real target the keys would be printed`,
      hint: 'unset it, or run against the sandbox',
    },
  ])
}

/** Settings of Playwright that record pages and requests. */
const recordings = ['trace', 'video', 'screenshot'] as const

type Recorded = Readonly<Partial<Record<(typeof recordings)[number], unknown>>>

/** Throws a `UsageError`: a trace holds every header, in clear. */
export function requireNoRecording(use: Recorded, choice: TargetChoice): void {
  if (choice.kind === 'embedded') return
  const name = recordings.find((it) => !isOff(use[it]))
  if (name === undefined) return
  throw new UsageError([
    {
      code: 'target-refused',
      fact: `Playwright's ${name} is on: with a real target it would hold the keys`,
      hint: `leave ${name} off, or run against the sandbox`,
    },
  ])
}

function isOff(value: unknown): boolean {
  const mode = typeof value === 'string' ? value : Object(value).mode
  return value === undefined || mode === 'off'
}
