/** Records of reviews for the specs of their reports. */
import { findChanges, recordChanges } from '../../../src/commands/reviewed.ts'
import type {
  ChangeRecord,
  Reviewed,
  ReviewRecord,
} from '../../../src/report/review-record.ts'
import type { Acceptance } from '../../../src/model/acceptance.ts'
import { contractFrom, pinned, type Draft } from './reviewed.ts'

function opened(draft: Draft, file: string): Reviewed {
  return { contract: { ...contractFrom(draft), file }, isFile: true }
}

export function recordOfDrafts(
  old: Draft,
  fresh: Draft,
  acceptances: readonly Acceptance[] = [],
): ReviewRecord {
  const both = {
    old: opened(old, 'old.json'),
    new: opened(fresh, 'new.json'),
  }
  const failOn = 'breaking'
  return recordChanges(findChanges(both), { ...both, failOn, acceptances })
}

/** The pinned contract without the token of a session, and with one more thing
 * of each kind that a record may have. */
export function fullRecord(): ReviewRecord {
  const draft = pinned()
  const { client_session } = draft.components.schemas
  delete client_session.properties.token
  client_session.required = client_session.required.filter(
    (name: string) => name !== 'token',
  )
  client_session.properties.device_count.maxLenght = 1
  draft.paths['/client_sessions/get'].get['x-undocumented'] = 'internal'
  delete draft.paths['/client_sessions/revoke']
  const record = recordOfDrafts(pinned(), draft, [
    acceptance('operation-removed · POST /client_sessions/revoke'),
    {
      ...acceptance('reply-property-removed · client_session.token'),
      until: '2020-01-31',
    },
    acceptance('reply-property-removed · client_session.tokens'),
  ])
  return { ...record, changes: record.changes.map(withFacts) }
}

export function acceptance(fingerprint: string): Acceptance {
  return {
    fingerprint,
    owner: 'sdk-team',
    until: '2999-12-31',
    reason: 'no release sends it',
    place: 'accepted.yaml:2:18',
  }
}

function withFacts(change: ChangeRecord): ChangeRecord {
  return {
    ...change,
    impact: {
      sdks: [
        { package: '@seamapi/http', versions: '>=1.38.3', how: 'declares it' },
      ],
      scenarios: [
        {
          id: 'lifecycle/every-method',
          place: 'scenarios/lifecycle/every-method.yaml:12:5',
        },
      ],
      cells: [
        {
          case: 'auth/POST-create/none',
          before: 'refused',
          after: 'accepted',
        },
      ],
      samples: [{ page: 'docs/get.md', line: 7, how: 'newly wrong' }],
    },
    follows: { answer: 'new', evidence: 'in 0 of 402 sessions of run 1a2b' },
  }
}
