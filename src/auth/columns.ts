/** The columns of the matrix: each way of asking, good or forged. */
import type { Contract } from '../contract/types.ts'
import { madeUp } from '../redact.ts'
import type { Credential, Forgery } from '../scenario/types.ts'

/** What the session behind the door has been through. `another`: it is not the
 * one that the token is of. `twice`: the door has been tried in the usual way. */
export type Behind =
  'session' | 'expired' | 'revoked' | 'deleted' | 'another' | 'twice'

export type Column = {
  /** Stable: part of the ids of its cells. */
  readonly id: string
  /** For the head of a table: `API key`. */
  readonly title: string
  /** Completes "GET get refuses …". */
  readonly phrase: string
  readonly credential: Credential
  /** The scheme that it is, rightly used; absent where it must be refused
   * whatever the operation accepts. */
  readonly scheme?: string
  readonly behind: Behind
  /** It names no user. */
  readonly isKeyless?: true
}

type Words = { readonly title: string; readonly phrase: string }

const schemeWords: Readonly<Record<string, Words>> = {
  api_key: { title: 'API key', phrase: 'an API key' },
  pat_with_workspace: {
    title: 'personal access token',
    phrase: 'a personal access token with its workspace',
  },
  console_session_with_workspace: {
    title: 'console session',
    phrase: 'a console session with its workspace',
  },
  publishable_key: {
    title: 'publishable key',
    phrase: 'a publishable key with a user identifier key',
  },
  client_session: {
    title: 'session token',
    phrase: 'the fresh token of a client session',
  },
}

/** Tokens that nobody was given, in the form that the published examples have.
 * A scheme that is not here has no form that we know of. */
const unknownTokens: Readonly<Record<string, string>> = {
  api_key: `seam_test${madeUp}_0123456789abcdef`,
  pat_with_workspace: `seam_at${madeUp}_0123456789abcdef`,
  publishable_key: `seam_pk${madeUp}_0123456789abcdef`,
  client_session: `seam_cst${madeUp}_0123456789abcdef`,
  // {"alg":"HS256"}.{"user_id":""}, signed by nobody.
  console_session_with_workspace: `eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyX2lkIjoiIn0.${madeUp}`,
}

/** @returns in the order of a table, from left to right. */
export function columnsOf(contract: Contract): readonly Column[] {
  const schemes = schemesOf(contract)
  const has = (scheme: string) => schemes.includes(scheme)
  return [
    ...schemes.map(schemeColumn),
    ...nobody,
    ...schemes.flatMap(unknownColumn),
    ...(has('api_key') ? ofApiKey : []),
    ...(has('publishable_key') ? ofPublishableKey : []),
    ...(has('pat_with_workspace') ? ofAccessToken : []),
    ...(has('client_session') ? ofSession : []),
  ]
}

/** Those declared, and those that operations name; two that are needed together
 * (`a + b`) are a credential that we cannot make. */
function schemesOf({ document, operations }: Contract): readonly string[] {
  const components = Object(document.components) as {
    securitySchemes?: unknown
  } // else {}
  const declared = Object.keys(Object(components.securitySchemes))
  const named = [...operations.values()].flatMap(({ security }) => security)
  return [...new Set([...declared, ...named])].filter((name) =>
    /^[^+]+$/.test(name),
  )
}

function schemeColumn(scheme: string): Column {
  const words = schemeWords[scheme] ?? { title: scheme, phrase: scheme }
  return {
    id: scheme,
    ...words,
    scheme,
    behind: 'session',
    credential:
      scheme === 'client_session'
        ? { kind: 'token', scheme, token: '${{ token }}' }
        : { kind: 'scheme', scheme },
  }
}

function unknownColumn(scheme: string): readonly Column[] {
  const token = unknownTokens[scheme]
  if (token === undefined) return []
  const { title } = schemeWords[scheme] ?? { title: scheme }
  const phrase = `an unknown but well-formed ${title}`
  return [
    forged(`unknown-${scheme}`, {
      title: `unknown ${title}`,
      phrase,
      forgery: { form: 'token', as: scheme, token },
    }),
  ]
}

function forged(
  id: string,
  {
    title,
    phrase,
    forgery,
    ...more
  }: Words & {
    readonly forgery: Forgery
  } & Partial<Pick<Column, 'scheme' | 'behind' | 'isKeyless'>>,
): Column {
  const credential = {
    kind: 'forged',
    name: id,
    title: phrase,
    forgery,
  } as const
  return { id, title, phrase, behind: 'session', credential, ...more }
}

const nobody: readonly Column[] = [
  {
    id: 'none',
    title: 'no credential',
    phrase: 'a request without a credential',
    behind: 'session',
    credential: { kind: 'none' },
  },
  forged('empty', {
    title: 'empty header',
    phrase: 'an empty Authorization header',
    forgery: { form: 'header', value: '' },
  }),
  forged('malformed', {
    title: 'malformed header',
    phrase: 'a header that holds no token',
    forgery: { form: 'header', value: 'Bearer no token at all' },
  }),
]

const ofApiKey: readonly Column[] = [
  forged('truncated', {
    title: 'truncated API key',
    phrase: 'the API key without its end',
    forgery: {
      form: 'secret',
      of: 'api_key',
      as: 'api_key',
      change: 'truncated',
    },
  }),
  forged('lower-case', {
    title: 'API key as "bearer"',
    phrase: 'the API key after "bearer" in lower case',
    forgery: {
      form: 'secret',
      of: 'api_key',
      as: 'api_key',
      change: 'lower-case',
    },
    scheme: 'api_key',
    behind: 'twice',
  }),
  forged('foreign-api_key', {
    title: 'API key of another workspace',
    phrase: "another workspace's API key",
    forgery: { form: 'secret', of: 'foreign_api_key', as: 'api_key' },
  }),
]

const ofPublishableKey: readonly Column[] = [
  forged('keyless-publishable_key', {
    title: 'publishable key for nobody',
    phrase: 'a publishable key without a user identifier key',
    forgery: {
      form: 'secret',
      of: 'publishable_key',
      as: 'publishable_key',
    },
    isKeyless: true,
  }),
  forged('publishable_key-as-bearer', {
    title: 'publishable key as bearer',
    phrase: 'a publishable key in the header of an API key',
    forgery: { form: 'secret', of: 'publishable_key', as: 'api_key' },
  }),
  forged('api_key-as-publishable_key', {
    title: 'API key as publishable key',
    phrase: 'an API key in the header of a publishable key',
    forgery: { form: 'secret', of: 'api_key', as: 'publishable_key' },
  }),
]

const ofAccessToken: readonly Column[] = [
  forged('pat-without-workspace', {
    title: 'access token, no workspace',
    phrase: 'a personal access token that names no workspace',
    forgery: { form: 'workspace', of: 'pat_with_workspace' },
  }),
  forged('pat-foreign-workspace', {
    title: 'access token, foreign workspace',
    phrase: 'a personal access token that names a foreign workspace',
    forgery: {
      form: 'workspace',
      of: 'pat_with_workspace',
      workspace: '${{ target.foreign_workspace_id }}',
    },
  }),
]

const ofSession: readonly Column[] = (
  [
    ['expired', 'expired session token', 'the token of an expired session'],
    ['revoked', 'revoked session token', 'the token of a revoked session'],
    ['deleted', 'deleted session token', 'the token of a deleted session'],
    [
      'another',
      "another session's token",
      'the token of another client session',
    ],
  ] as const
).map(([behind, title, phrase]) =>
  forged(behind, {
    title,
    phrase,
    behind,
    forgery: { form: 'token', as: 'client_session', token: '${{ token }}' },
  }),
)
