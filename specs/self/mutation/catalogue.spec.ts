import { isDeepStrictEqual } from 'node:util'
import { expect, test } from '@playwright/test'
import { catalog } from '../../../src/checks/catalog.ts'
import { effects } from '../../../src/model/catalog.ts'
import { authorize } from '../../../src/sandbox/auth.ts'
import type { Attempt, Caller } from '../../../src/sandbox/auth.ts'
import type { Call } from '../../../src/sandbox/calls.ts'
import { mutants } from '../../../src/sandbox/mutants/catalogue.ts'
import { equivalentMutants } from '../../../src/sandbox/mutants/equivalent.ts'
import { replyOf } from '../../../src/sandbox/errors.ts'
import { operations as sandboxOperations } from '../../../src/sandbox/operations.ts'
import { createState } from '../../../src/sandbox/state.ts'
import type { SandboxState } from '../../../src/sandbox/state.ts'
import { contract } from '../kit.ts'

test('mutant ids are unique', () => {
  const ids = [...mutants, ...equivalentMutants].map(({ id }) => id)
  expect(ids.length - new Set(ids).size).toBe(0)
})

test('there are more than 150 mutants, of every class that fails a run', () => {
  expect(mutants.length).toBeGreaterThan(150)
  const classes = new Set(mutants.map(({ caughtBy }) => caughtBy.class))
  const failing = Object.entries(effects)
    .filter(([name, effect]) => effect === 'fails' && !isOfRelease(name))
    .map(([name]) => name)
  expect(failing.filter((name) => !classes.has(name as never))).toEqual([]) // a key
})

test('each mutant names a code of its class, and operations of the contract', () => {
  const wrong = mutants.filter(
    ({ caughtBy, operations, also, survives }) =>
      catalog[caughtBy.code]?.class !== caughtBy.class ||
      operations.some((it) => !contract.operations.has(it)) ||
      also?.reason === '' ||
      survives === '',
  )
  expect(wrong.map(({ id }) => id)).toEqual([])
})

test('every operation has mutants of its own', () => {
  for (const key of contract.operations.keys()) {
    const own = mutants.filter((it) => it.operations.join() === key)
    expect(own.length, key).toBeGreaterThan(0)
  }
})

/** What only a release of an SDK shows: broken packages provoke it, and a spec of
 * the gate proves that each code has one. */
function isOfRelease(name: string): boolean {
  return /^(?:sdk|package)(?:-|$)/.test(name)
}

/** Codes that no fault of the sandbox can provoke with the pinned contract. */
const unprovoked = new Set([
  'tls-refused',
  'body-enum-unknown',
  'body-constraint-broken',
  'body-variant-unmatched',
  'body-undocumented',
  'body-write-only-sent',
  'schema-unjudged',
  'header-missing',
  'header-value-wrong',
  'header-property-undocumented',
  'schema-uncompilable',
  'capture-missing',
  // The sandbox keeps all that is inferred, so there it counts.
  'status-beyond-contract',
  // Our own input, not the API: only a run that names a workspace looks.
  'workspace-unexpected',
  // Our own credential, not the API: it must expire while a case runs.
  'undo-refused',
  // Of Seam's own components in a page, which no scenario opens.
  'component-view-wrong',
  'component-asks-elsewhere',
])

test('every other finding code has a mutant', () => {
  const caught = new Set<string>(mutants.map(({ caughtBy }) => caughtBy.code))
  const missing = Object.keys(catalog).filter(
    (code) => !caught.has(code) && !isOfRelease(code),
  )
  expect(missing.toSorted()).toEqual([...unprovoked].toSorted())
})

test('a fault that names statuses alters no response with another status', () => {
  const naming = mutants.flatMap(({ id, operations, faults }) => {
    const { altersOnly, reply } = faults()
    return altersOnly && reply ? [{ id, operations, altersOnly, reply }] : []
  })
  expect(naming.length).toBeGreaterThan(100)
  const wrong = naming.filter(({ operations, altersOnly, reply }) =>
    [200, 400, 401, 403, 404, 500]
      .filter((status) => !altersOnly.includes(status))
      .some((status) => {
        const before = { status, headers: {}, body: { ok: true } }
        return operations.some((it) => reply(before, callOf(it)) !== before)
      }),
  )
  expect(wrong.map(({ id }) => id)).toEqual([])
})

test('a fault of authentication that names statuses alters no other decision', () => {
  const state = createState({ seed: { apiKey: 'seam_test1_key' } })
  const attempts = attemptsIn(state)
  const naming = mutants.flatMap(({ id, faults }) => {
    const { altersOnly, authorize: decide } = faults()
    return altersOnly && decide ? [{ id, altersOnly, decide }] : []
  })
  expect(naming.length).toBeGreaterThan(60)
  const wrong = naming.filter(({ altersOnly, decide }) =>
    attempts.some((attempt) => {
      const before = decided(() => authorize(attempt))
      const after = decided(() => decide(attempt, authorize))
      const status = 'status' in before ? before.status : 200
      return !altersOnly.includes(status) && !isDeepStrictEqual(before, after)
    }),
  )
  expect(wrong.map(({ id }) => id)).toEqual([])
})

/** Every operation with every kind of credential, valid and invalid. */
function attemptsIn(state: SandboxState): readonly Attempt[] {
  const { seed } = state
  const sessions = [
    { id: 'live', isRevoked: false, expiresAtMs: Infinity },
    { id: 'revoked', isRevoked: true, expiresAtMs: Infinity },
    { id: 'expired', isRevoked: false, expiresAtMs: 0 },
  ].map((it) => ({
    ...it,
    token: `seam_cst_${it.id}`,
    workspaceId: seed.workspaceId,
    createdAt: '2030-01-01T00:00:00.000000Z',
    userIdentifierKey: null,
    customerKey: undefined,
    connectedAccountIds: [],
    connectWebviewIds: [],
    userIdentityIds: [],
  }))
  for (const session of sessions) state.store.put(session)
  const bearers = [
    ...sessions.map(({ token }) => token),
    seed.apiKey,
    seed.foreignApiKey,
    seed.personalAccessToken,
    seed.consoleSessionToken,
    seed.publishableKey,
    'seam_test_unknown',
    'seam_cst_unknown',
    'unknown',
  ].map((token) => ({ authorization: `Bearer ${token}` }))
  const workspaces = [seed.workspaceId, seed.foreignWorkspaceId]
  const headers = [
    {},
    { 'seam-publishable-key': seed.publishableKey },
    { 'seam-publishable-key': 'seam_pk_unknown' },
    ...bearers,
    ...bearers.flatMap((it) =>
      workspaces.map((id) => ({ ...it, 'seam-workspace': id })),
    ),
  ]
  return sandboxOperations.flatMap(({ method, path, accepts }) =>
    headers.map((given) => {
      return {
        operation: `${method} ${path}`,
        accepts,
        headers: given,
        state,
      }
    }),
  )
}

function decided(decide: () => Caller): Caller | { readonly status: number } {
  try {
    return decide()
  } catch (error) {
    return { status: replyOf(error).status }
  }
}

function callOf(operation: string): Call {
  const [method = '', path = ''] = operation.split(' ')
  return {
    requestId: 'a',
    method,
    path,
    operation,
    headers: {},
    query: {},
    readBody: async () => '',
  }
}
