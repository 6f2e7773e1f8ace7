/** The policy: what each credential must meet at each operation. The contract
 * comes first; one table holds what it leaves silent, each row with its reason. */
import type { Operation } from '../../model/contract.ts'
import type { Column, Expectation } from './cell.ts'
import { isAboutSession, isAskable } from './request.ts'

type Row = {
  readonly column: string
  readonly when: (operation: Operation) => boolean
  readonly expectation: Expectation
}

const accepts = (scheme: string) => (operation: Operation) =>
  operation.security.includes(scheme)
const lacks = (scheme: string) => (operation: Operation) =>
  !operation.security.includes(scheme)
const always = () => true

/** Whatever says no, where nobody has written down how. */
const anyRefusal = [400, 401, 403, 404] as const

/** The first row that fits decides. */
const table: readonly Row[] = [
  // RFC 9110 §11.1 makes the scheme's name case-insensitive, and the contract
  // calls it by that name alone (OpenAPI 3.0.3 §4.7.27): so "lower-case" has no
  // row, and is judged as the API key that it is.
  {
    column: 'foreign-api_key',
    when: (operation) => !isAboutSession(operation),
    expectation: {
      kind: 'left-out',
      why: 'it would make a session in its own workspace, as it may',
    },
  },
  {
    column: 'foreign-api_key',
    when: (operation) => operation.path.endsWith('/list'),
    expectation: {
      kind: 'refused',
      refusals: anyRefusal,
      harmless: {
        client_sessions: {
          $excludes: { client_session_id: '${{ session_id }}' },
        },
      },
      why: 'a list may be answered, without the sessions of other workspaces',
    },
  },
  {
    column: 'foreign-api_key',
    when: always,
    expectation: {
      kind: 'refused',
      refusals: anyRefusal,
      why: 'a session of another workspace may be refused, or unknown: the contract does not say',
    },
  },
  {
    column: 'keyless-publishable_key',
    when: accepts('publishable_key'),
    expectation: {
      kind: 'refused',
      refusals: [400, 401, 403],
      why: "whoever holds it could make sessions of nobody's; the SDKs ask for the user identifier key",
    },
  },
  {
    column: 'keyless-publishable_key',
    when: always,
    expectation: {
      kind: 'left-out',
      why: 'publishable keys are refused here, with or without a user',
    },
  },
  ...['unknown-publishable_key', 'api_key-as-publishable_key'].map(
    (column): Row => ({
      column,
      when: accepts('publishable_key'),
      expectation: {
        kind: 'refused',
        refusals: [400, 401, 403],
        why: 'refused as a credential or as input: the contract does not say',
      },
    }),
  ),
  ...(
    [
      [
        'pat-without-workspace',
        'the header seam-workspace is not in the contract; without it nobody knows whose sessions are meant',
      ],
      [
        'pat-foreign-workspace',
        'a workspace that the token does not open may be refused, or unknown: the contract does not say',
      ],
    ] as const
  ).flatMap(([column, why]): readonly Row[] => [
    {
      column,
      when: accepts('pat_with_workspace'),
      expectation: { kind: 'refused', refusals: anyRefusal, why },
    },
    {
      column,
      when: always,
      expectation: {
        kind: 'left-out',
        why: 'personal access tokens are refused here, whatever they name',
      },
    },
  ]),
  ...['expired', 'revoked', 'deleted', 'another'].map((column): Row => ({
    column,
    when: lacks('client_session'),
    expectation: {
      kind: 'left-out',
      why: 'session tokens are refused here, however fresh',
    },
  })),
  {
    column: 'another',
    when: (operation) => !isAboutSession(operation),
    expectation: { kind: 'left-out', why: 'no session can be asked for here' },
  },
  {
    column: 'another',
    when: always,
    expectation: {
      kind: 'refused',
      refusals: anyRefusal,
      harmless: {
        client_session: { client_session_id: { $not: '${{ other_id }}' } },
      },
      why: 'another session may be refused, or unknown, or its own shown: the contract does not say',
    },
  },
]

export function expectationOf(
  column: Column,
  operation: Operation,
): Expectation {
  const { security } = operation
  if (security.length === 0)
    return { kind: 'left-out', why: 'the contract says nothing of credentials' }
  if (security.includes(''))
    return { kind: 'left-out', why: 'the contract asks for no credential' }
  if (!isAskable(operation))
    return { kind: 'left-out', why: 'it requires what only a scenario knows' }
  const row = table.find((it) => it.column === column.id && it.when(operation))
  if (row) return row.expectation
  const { scheme } = column
  if (scheme !== undefined && security.includes(scheme))
    return { kind: 'accepted', why: 'the contract lists it' }
  const why =
    scheme === undefined
      ? 'the contract asks for a credential, and this is none'
      : 'the contract does not list it'
  return { kind: 'refused', why }
}
