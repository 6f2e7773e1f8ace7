import { expect, test } from '@playwright/test'
import { readsOf } from '../../../src/contract/reads.ts'
import { stepsNeeded } from '../../../src/mutation/steps-needed.ts'
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

/** Ids of the steps that are kept where the responses to these are altered. */
function keptOf(...altered: readonly string[]): readonly string[] {
  const { steps } = stepsNeeded(plan, {
    isAltered: ({ step }) => altered.includes(step.id),
    reads: readsOf(contract),
  })
  return steps.map(({ step }) => step.id)
}

test('an earlier step is kept only if it changes something, or a kept step needs it', () => {
  expect(keptOf('read with its token')).toEqual([
    'create',
    'read',
    'read with its token',
  ])
})

test('a step that depends on an altered response is kept, and no step after it', () => {
  expect(keptOf('read')).toEqual(['create', 'read', 'read with its token'])
})

test('a write that depends on an altered response keeps all later steps', () => {
  expect(keptOf('create')).toEqual([
    'create',
    'read',
    'read with its token',
    'revoke',
    'look again',
  ])
})

test('a step that the API rejects is kept only if its own response is altered', () => {
  expect(keptOf('an unknown property')).toEqual([
    'create',
    'an unknown property',
  ])
})
