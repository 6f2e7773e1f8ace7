/** Parts: what the gate looks at, and what a person may leave out. */
import { UsageError } from '../model/problem.ts'
import { hintFor } from '../scenario/check/closest.ts'
import type { NotJudged } from './found.ts'

/** `wire`: the scenarios. */
export const parts = ['wire', 'conditions', 'package', 'types'] as const
export type Part = (typeof parts)[number]

/** @throws UsageError for a name that is no part. */
export function partOf(name: string | undefined): Part | undefined {
  const part = parts.find((it) => it === name)
  if (part !== undefined || name === undefined) return part
  const fact = `--only: the gate has no part "${name}"`
  const hint = hintFor(name, parts)
  throw new UsageError([{ code: 'argument-invalid', fact, hint }])
}

export type Choice = {
  /** Undefined for all. */
  readonly only?: Part | undefined
  /** Without what takes as long as a client may wait. */
  readonly isQuick?: boolean
}

export function looksAt(part: Part, { only }: Choice): boolean {
  return only === undefined || only === part
}

const titles: Readonly<Record<Part, string>> = {
  wire: 'the scenarios',
  conditions: 'the conditions',
  package: 'the package',
  types: 'the types',
}

/** Without it, nothing is known, so the answer is never yes. */
export function leftOut(choice: Choice): readonly NotJudged[] {
  const { only, isQuick = false } = choice
  return [
    ...parts
      .filter((part) => !looksAt(part, choice))
      .map((part) => ({
        what: titles[part],
        reason: `left out by --only ${only}`,
        fix: 'for an answer, leave --only out',
      })),
    ...(isQuick && looksAt('conditions', choice)
      ? [
          {
            what: 'an API that does not answer',
            reason: 'left out by --quick',
            fix: 'for an answer, leave --quick out',
          },
        ]
      : []),
  ]
}
