/** What a change hits: cells of the authentication matrix, and scenarios. */
import { expect, test } from '@playwright/test'
import { loadContract } from '../../../src/contract/load.ts'
import type { Contract } from '../../../src/model/contract.ts'
import { findImpacts } from '../../../src/review/impact/impact.ts'
import { review } from '../../../src/review/review.ts'
import { checkScenarios } from '../../../src/scenario/check.ts'
import { loadScenarios } from '../../../src/scenario/load.ts'
import { parseScenario } from '../../../src/scenario/parse/parse.ts'
import { contractFrom, pinned, type Draft } from './reviewed.ts'

const own = loadScenarios({ root: process.cwd() }).documents

function impactsOf(
  change: (draft: Draft) => void,
  scenarios: typeof own = own,
) {
  const draft = pinned()
  change(draft)
  const contracts = { old: contractFrom(pinned()), new: contractFrom(draft) }
  const { changes } = review(contracts)
  const { impacts } = findImpacts(changes, {
    contracts,
    scenarios,
    releases: [],
    samples: [],
  })
  return changes.map(({ code, at, fingerprint }) => {
    const { cells = [], scenarios: hits = [] } = impacts.get(fingerprint) ?? {}
    return {
      what: `${code} ${at}`,
      cells: cells.map((it) => `${it.case}: ${it.before} → ${it.after}`),
      scenarios: hits.map(({ id, place }) => `${id} ${place}`),
    }
  })
}

const withoutSession = (draft: Draft) => {
  const { post } = draft.paths['/client_sessions/get']
  post.security = post.security.filter((one: Draft) => !one.client_session)
}

const withoutCredential = (draft: Draft) => {
  draft.paths['/client_sessions/get'].post.security = []
}

test('a credential that is not accepted any more changes its cells', () => {
  expect(impactsOf(withoutSession)).toMatchObject([
    {
      what: 'auth-alternative-removed client_session',
      cells: [
        'auth/POST-get/client_session: accepted → rejected',
        'auth/POST-get/{expired,revoked,deleted,another}: rejected → left out',
      ],
    },
  ])
})

test('of an opened operation the cells stay, with another source', () => {
  const [change] = impactsOf(withoutCredential)
  expect(change?.cells).toEqual([
    'auth/POST-get/*: judged by its own security → judged, because GET /client_sessions/get requires a credential',
  ])
})

test('a column or a row that is gone is one line', () => {
  const changes = impactsOf((draft) => {
    delete draft.paths['/client_sessions/list'].get
    for (const item of Object.values<Draft>(draft.paths))
      for (const operation of Object.values<Draft>(item))
        operation.security = operation.security?.filter(
          (one: Draft) => !one.console_session_with_workspace,
        )
    delete draft.components.securitySchemes.console_session_with_workspace
  })
  expect(changes.map(({ what, cells }) => ({ what, cells }))).toEqual([
    {
      what: 'auth-alternative-removed console_session_with_workspace',
      cells: [
        'auth/*/console_session_with_workspace: 12 judged → column gone',
        'auth/*/unknown-console_session_with_workspace: 12 judged → column gone',
      ],
    },
    {
      what: 'operation-removed GET /client_sessions/list',
      cells: ['auth/GET-list/*: 20 judged → row gone'],
    },
  ])
})

/** One step of each kind that a new contract may break. */
function scenario(steps: string): typeof own {
  const text = `scenario: s\nowner: self\nsteps:\n${steps}`
  const parsed = parseScenario({ id: 's', file: 's.yaml', text })
  if (parsed.kind !== 'source') throw new Error('the scenario is broken')
  return [parsed.source]
}

const create = scenario(`  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: '\${{ run.marker }}', customer_key: short }
    expect: { client_session: { customer_key: short } }
    save: { id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: '\${{ id }}' } }
`)
const body = (draft: Draft) =>
  draft.paths['/client_sessions/create'].post.requestBody.content[
    'application/json'
  ].schema
const session = (draft: Draft) => draft.components.schemas.client_session

const cases: readonly (readonly [
  title: string,
  change: (draft: Draft) => void,
  isHit: boolean,
])[] = [
  [
    'sends a literal value that is refused',
    (draft) => (body(draft).properties.customer_key.minLength = 6),
    true,
  ],
  [
    'sends a literal value that is still allowed',
    (draft) => (body(draft).properties.customer_key.minLength = 5),
    false,
  ],
  [
    'sends a parameter that is gone',
    (draft) => delete body(draft).properties.customer_key,
    true,
  ],
  [
    'does not send a parameter that is gone',
    (draft) => delete body(draft).properties.expires_at,
    false,
  ],
  [
    'lacks a parameter that became required',
    (draft) => (body(draft).required = ['expires_at']),
    true,
  ],
  [
    'sends a parameter that became required',
    (draft) => (body(draft).required = ['customer_key']),
    false,
  ],
  [
    'saves a property that is gone',
    (draft) => {
      delete session(draft).properties.client_session_id
      session(draft).required = []
    },
    true,
  ],
  [
    'saves a property that became optional',
    (draft) => (session(draft).required = ['token']),
    true,
  ],
  [
    'expects a property that is gone',
    (draft) => delete session(draft).properties.customer_key,
    true,
  ],
  [
    'expects a value that is not documented any more',
    (draft) => (session(draft).properties.customer_key.enum = ['long']),
    true,
  ],
  [
    'reads nothing of a property that is gone',
    (draft) => delete session(draft).properties.expires_at,
    false,
  ],
  [
    'calls an operation that is gone',
    (draft) => delete draft.paths['/client_sessions/create'].post,
    true,
  ],
  [
    'calls an operation that another method replaces',
    (draft) => delete draft.paths['/client_sessions/delete'].post,
    true,
  ],
  [
    'uses a credential that is not accepted any more',
    (draft) =>
      (draft.paths['/client_sessions/create'].post.security = [
        { publishable_key: [] },
      ]),
    true,
  ],
]

for (const [title, change, isHit] of cases)
  test(`a scenario that ${title} ${isHit ? 'breaks' : 'does not break'}`, () => {
    const hits = impactsOf(change, create).flatMap((it) => it.scenarios)
    expect(hits.length > 0).toBe(isHit)
    expect(new Set(hits)).toEqual(new Set(isHit ? ['s s.yaml:4:5'] : []))
  })

test('a scenario that expects a rejection breaks where the contract opens', () => {
  const rejected = scenario(`  - id: rejected
    call: /client_sessions/get
    as: none
    expect_refused: true
`)
  expect(impactsOf(withoutCredential, rejected)).toMatchObject([
    { what: 'auth-opened security', scenarios: ['s s.yaml:4:5'] },
  ])
})

test('each scenario with a new problem of check is a hit of a change', () => {
  const old = contractFrom(pinned())
  for (const version of [
    '1.71.0',
    '1.166.0',
    '1.267.0',
    '1.321.0',
    '1.490.0',
  ]) {
    const fresh = loadContract(`schemas/archive/${version}.json`)
    const files = new Set(problemFiles(fresh))
    for (const file of problemFiles(old)) files.delete(file)
    const contracts = { old, new: fresh }
    const { changes } = review(contracts)
    const { impacts } = findImpacts(changes, {
      contracts,
      scenarios: own,
      releases: [],
      samples: [],
    })
    const hits = [...impacts.values()].flatMap(({ scenarios }) => scenarios)
    const found = new Set(hits.map(({ place }) => place.split(':')[0] ?? ''))
    expect([...files].filter((file) => !found.has(file))).toEqual([])
  }
})

function problemFiles(contract: Contract): readonly string[] {
  const { problems } = checkScenarios(own, contract)
  return problems.flatMap(({ place }) => (place ? [place.file] : []))
}
