import { expect, test } from '@playwright/test'
import { readsOf } from '../../../src/contract/reads.ts'
import { openBench, tryOut } from '../../../src/mutation/worker-context.ts'
import type { Sighting } from '../../../src/mutation/worker-context.ts'
import { within } from '../../../src/mutation/test-selection.ts'
import { sliceOf } from '../../../src/mutation/steps-needed.ts'
import { mutants } from '../../../src/sandbox/mutants/catalogue.ts'
import { contract, planOf } from '../kit.ts'

const plan = planOf(`
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    save:
      session_id: client_session.client_session_id
      token: { from: client_session.token, secret: true }
  - id: look
    call: /client_sessions/list
    body: { user_identifier_key: "\${{ run.marker }}" }
  - id: an unknown property
    call: /client_sessions/get_or_create
    body: { user_identifier_key: "" }
    expect_status: 400
  - id: read
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
    save: { workspace: client_session.workspace_id }
  - id: read with its token
    call: /client_sessions/get
    as: { client_session: "\${{ token }}" }
    expect: { client_session: { workspace_id: "\${{ workspace }}" } }
  - id: revoke
    call: /client_sessions/revoke
    body: { client_session_id: "\${{ session_id }}" }
  - id: look again
    call: /client_sessions/list
    body: { user_identifier_key: "\${{ run.marker }}" }
`)

/** Ids of the steps that are left where the replies to these are altered. */
function leftOf(...altered: readonly string[]): readonly string[] {
  const { steps } = sliceOf(plan, {
    isMet: ({ step }) => altered.includes(step.id),
    reads: readsOf(contract),
  })
  return steps.map(({ step }) => step.id)
}

test('what comes before stays only where it changes something, or is needed', () => {
  expect(leftOf('read with its token')).toEqual([
    'create',
    'read',
    'read with its token',
  ])
})

test('what hangs on an altered reply stays, and nothing behind it', () => {
  expect(leftOf('read')).toEqual(['create', 'read', 'read with its token'])
})

test('what hangs on it and may change something brings all that follows', () => {
  expect(leftOf('create')).toEqual([
    'create',
    'read',
    'read with its token',
    'revoke',
    'look again',
  ])
})

test('what is refused as it should be stays only where it is altered itself', () => {
  expect(leftOf('an unknown property')).toEqual([
    'create',
    'an unknown property',
  ])
})

test('nothing is seen in whole cases that is not seen in their slices', async () => {
  test.setTimeout(120_000)
  const bench = await openBench()
  const sample = mutants.filter(
    ({ needs, cells, limits, caughtBy }, index) =>
      index % 11 === 0 &&
      !(needs ?? cells ?? limits) &&
      caughtBy.class !== 'latency',
  )
  expect(sample.length).toBeGreaterThan(40)
  for (const { id, operations, faults } of sample) {
    const trial = { operations, isUndone: false }
    const [sliced, whole] = await Promise.all([
      tryOut(bench, { ...trial, faults: faults() }),
      tryOut(bench, { ...trial, faults: faults(), isWhole: true }),
    ])
    const chosen = within(bench, faults(), trial)
    const cases = new Set(chosen.map((it) => it.case.id))
    const isIn = ({ caseId }: Sighting) => cases.has(caseId)
    expect(toldOf(whole.filter(isIn)), id).toEqual(toldOf(sliced))
  }
})

/** What failed, and in which step. Not at which item of a list: how many there
 * are depends on the other cases. What is merely listed shows without a fault. */
function toldOf(found: readonly Sighting[]): ReadonlySet<string> {
  return new Set(
    found
      .filter(({ effect }) => effect !== 'listed')
      .map(({ code, operation, caseId, stepId }) =>
        [code, operation, caseId, stepId].join(' '),
      ),
  )
}
