/** Cleanup: is everything deleted that the case created? */
import type { Codes } from '../model/catalog.ts'
import type { Operation } from '../model/contract.ts'
import type { Finding } from '../model/finding.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'undo-failed': {
    class: 'expectation',
    title: 'A session created by this run could not be deleted',
    hint: 'The API does not delete it: call the API team. The session stays in the cleanup ledger; the next run tries again. To try now, run npx seamwatch sweep.',
  },
  'undo-unclear': {
    class: 'outage',
    title: 'Cleanup could not be verified',
    hint: 'The session may still exist. It stays in the cleanup ledger; the next run checks again. To check now, run npx seamwatch sweep.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export type FailedCleanup = {
  /** That was meant to delete it. */
  readonly operation: Pick<Operation, 'key'>
  /** `failed`: the API responded and did not delete it. `unclear`: an outage
   * kept the run from knowing. */
  readonly status: 'failed' | 'unclear'
  /** Whether the session was read again after the delete. */
  readonly isReadAgain: boolean
  /** One line. */
  readonly reason?: string
}

/** One finding for all sessions: the delete operation is wrong, not they. */
export function checkCleanup({
  operation,
  status,
  isReadAgain,
  reason,
}: FailedCleanup): Finding {
  return newFinding(
    { operation },
    {
      code: `undo-${status}`,
      at: 'session',
      expected: isReadAgain
        ? 'a delete that succeeds, and the session is gone'
        : 'a delete that succeeds',
      received: reason ?? 'not deleted',
    },
  )
}
