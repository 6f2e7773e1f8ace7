/** What the contract leaves open about credentials, each row with its reason and
 * its basis. */
import { assumptionsOfCode, byDocs, inferred } from '../../model/basis.ts'
import type { Operation } from '../../model/contract.ts'
import type { Expectation } from './cell.ts'
import { isAboutSession } from './request.ts'

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

/** Any status that rejects, where the contract names none. */
const anyRefusal = [400, 401, 403, 404] as const

/** The first row that fits decides. */
export const table: readonly Row[] = [
  // RFC 9110 §11.1 makes the scheme's name case-insensitive, and the contract
  // gives nothing but that name (OpenAPI 3.0.3 §4.7.27). No client relies on it.
  {
    column: 'lower-case',
    when: accepts('api_key'),
    expectation: {
      kind: 'accepted',
      basis: inferred(assumptionsOfCode.lowerCaseBearer),
      why: 'RFC 9110 does not distinguish upper and lower case in the name of a scheme',
    },
  },
  ...['expired', 'revoked', 'deleted'].map((column): Row => ({
    column,
    when: accepts('client_session'),
    expectation: {
      kind: 'refused',
      basis: inferred(assumptionsOfCode.endedTokens),
      why: 'the session of the token has ended; the contract does not say with which status the API rejects it',
    },
  })),
  {
    column: 'foreign-api_key',
    when: (operation) => !isAboutSession(operation),
    expectation: {
      kind: 'left-out',
      why: 'the key may create a session in its own workspace',
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
      basis: byDocs,
      why: 'the API may answer with a list that leaves out the sessions of other workspaces',
    },
  },
  {
    column: 'foreign-api_key',
    when: always,
    expectation: {
      kind: 'refused',
      refusals: anyRefusal,
      basis: byDocs,
      why: 'the API may reject the request or not find the session: the contract does not say',
    },
  },
  {
    column: 'keyless-publishable_key',
    when: accepts('publishable_key'),
    expectation: {
      kind: 'refused',
      refusals: [400, 401, 403],
      basis: byDocs,
      why: 'the session would belong to no user; the SDKs require the user identifier key',
    },
  },
  {
    column: 'keyless-publishable_key',
    when: always,
    expectation: {
      kind: 'left-out',
      why: 'another cell tests it: this operation rejects publishable keys',
    },
  },
  ...['unknown-publishable_key', 'api_key-as-publishable_key'].map(
    (column): Row => ({
      column,
      when: accepts('publishable_key'),
      expectation: {
        kind: 'refused',
        refusals: [400, 401, 403],
        why: 'the API may reject it as a credential or as input: the contract does not say',
      },
    }),
  ),
  ...(
    [
      [
        'pat-without-workspace',
        'the contract does not have the header seam-workspace; without it the API cannot know the workspace',
      ],
      [
        'pat-foreign-workspace',
        'the API may reject the token or not find the workspace: the contract does not say',
      ],
    ] as const
  ).flatMap(([column, why]): readonly Row[] => [
    {
      column,
      when: accepts('pat_with_workspace'),
      expectation: {
        kind: 'refused',
        refusals: anyRefusal,
        basis: byDocs,
        why,
      },
    },
    {
      column,
      when: always,
      expectation: {
        kind: 'left-out',
        why: 'another cell tests it: this operation rejects personal access tokens',
      },
    },
  ]),
  ...['expired', 'revoked', 'deleted', 'another'].map((column): Row => ({
    column,
    when: lacks('client_session'),
    expectation: {
      kind: 'left-out',
      why: 'another cell tests it: this operation rejects session tokens',
    },
  })),
  {
    column: 'another',
    when: (operation) => !isAboutSession(operation),
    expectation: { kind: 'left-out', why: 'the request names no session' },
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
      basis: byDocs,
      why: 'the API may reject the request, not find the session, or show the one of the token: the contract does not say',
    },
  },
]
