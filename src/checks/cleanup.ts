/** Cleanup: is everything deleted that the case created? */
import type { Codes } from '../model/catalog.ts'
import type { Operation } from '../model/contract.ts'
import type { Finding } from '../model/finding.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'undo-failed': {
    class: 'expectation',
    title: 'A session created by this run could not be deleted',
    hint: 'The API does not delete it: call the API team. The session stays in the cleanup ledger; the next run tries again. To try now, run npx seamwatch sweep with the target and settings of this run.',
  },
  'session-foreign': {
    class: 'expectation',
    title: 'A session is not one that this run asked for',
    hint: 'It was deleted only if its key is a marker of this run and it is new. Otherwise it may belong to somebody else. If the scenario creates it under a marker (${{ run.marker }}), the API responds with a wrong session: call the API team. Otherwise use a marker as the whole user_identifier_key.',
  },
  'undo-refused': {
    class: 'credential',
    title: 'Cleanup was rejected: no credential may delete the session',
    hint: 'Set a valid SEAM_API_KEY or SEAM_PERSONAL_ACCESS_TOKEN, then run npx seamwatch sweep with the target and settings of this run. The session stays in the cleanup ledger until then.',
  },
  'undo-unclear': {
    class: 'outage',
    title: 'Cleanup could not be verified',
    hint: 'The session may still exist. It stays in the cleanup ledger; the next run checks again. To check now, run npx seamwatch sweep with the target and settings of this run.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export type FailedCleanup = {
  /** That was meant to delete it. */
  readonly operation: Pick<Operation, 'key'>
  /** `failed`: the API responded and did not delete it. `unclear`: an outage
   * kept the run from knowing. `refused`: the API rejected every credential. */
  readonly status: 'failed' | 'unclear' | 'refused'
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
      expected: expectedFor({ status, isReadAgain }),
      received: reason ?? 'not deleted',
    },
  )
}

function expectedFor({
  status,
  isReadAgain,
}: Pick<FailedCleanup, 'status' | 'isReadAgain'>): string {
  if (status === 'refused') return 'a credential that may read and delete it'
  return isReadAgain
    ? 'a delete that succeeds, and the session is gone'
    : 'a delete that succeeds'
}

/** One finding for all sessions of an operation. */
export function checkForeign({
  operation,
  reason,
}: {
  /** That was meant to create it. */
  readonly operation: Pick<Operation, 'key'>
  /** One line. */
  readonly reason: string
}): Finding {
  return newFinding(
    { operation },
    {
      code: 'session-foreign',
      at: 'session',
      expected: 'the session of this run',
      received: reason,
    },
  )
}
