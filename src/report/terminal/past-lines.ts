/** What this run says of findings that earlier runs left open. */
import type { PastFinding } from '../../model/history.ts'
import type { Verdict } from '../../model/verdict.ts'
import { whereOf } from './where.ts'

export function pastLists({
  comparedWith,
  gone,
  unknown,
  retired,
}: Verdict): readonly {
  readonly title: string
  readonly lines: readonly string[]
}[] {
  return [
    {
      title: `Gone since ${comparedWith ?? 'the last run'}`,
      lines: gone.map(lineOf),
    },
    {
      title: `Not looked for, may still be there (${unknown.length})`,
      lines: unknown.map(
        (past) => `${lineOf(past)} (last seen ${minuteOf(past.lastSeen)})`,
      ),
    },
    {
      title: `Retired: no case is left that looks (${retired.length})`,
      lines: retired.map(lineOf),
    },
  ]
}

function lineOf(past: PastFinding): string {
  return `${whereOf(past)} · ${past.code}`
}

/** `2030-01-02 03:04` */
export function minuteOf(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ')
}
