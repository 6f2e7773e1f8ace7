/** Capture: does the response have every value that later steps need? */
import type { Codes } from '../model/catalog.ts'
import type { Operation } from '../model/contract.ts'
import type { Finding } from '../model/finding.ts'
import { isListed } from '../model/weight.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'capture-missing': {
    class: 'expectation',
    title: 'The response lacks a value that later steps need',
    hint: 'The steps that need it were not judged. Check whether the scenario names it correctly. If it does, the API no longer sends it: call the API team.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export type MissingCapture = {
  /** As later steps name it. */
  readonly name: string
  /** Path in the body: `client_session.token`. */
  readonly from: string
}

export function checkCaptures({
  operation,
  missing,
  earlier,
}: {
  readonly operation: Pick<Operation, 'key'>
  readonly missing: readonly MissingCapture[]
  /** What the ladder found in the same response. */
  readonly earlier: readonly Finding[]
}): readonly Finding[] {
  // A response that is wrong already explains the missing value.
  if (!earlier.every(isListed)) return []
  return missing.map(({ name, from }) =>
    newFinding(
      { operation },
      {
        code: 'capture-missing',
        at: `body.${from}`,
        expected: `a value to save as "${name}"`,
        received: 'absent',
        key: from,
      },
    ),
  )
}
