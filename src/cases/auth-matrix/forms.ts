/** The forms in which a credential can be wrong. */
import type { Forgery } from '../../model/scenario.ts'
import type { Column } from './cell.ts'

export type Words = { readonly title: string; readonly phrase: string }

export function forged(
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

export const nobody: readonly Column[] = [
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

export const ofApiKey: readonly Column[] = [
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

export const ofPublishableKey: readonly Column[] = [
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

export const ofAccessToken: readonly Column[] = [
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

export const ofSession: readonly Column[] = (
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
