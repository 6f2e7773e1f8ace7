/** The columns of invalid credentials, by what they are made from. */
import type { CredentialRecipe } from '../../model/scenario.ts'
import type { Column } from './cell.ts'

export type Words = { readonly title: string; readonly phrase: string }

export function invalidColumn(
  id: string,
  {
    title,
    phrase,
    recipe,
    ...more
  }: Words & {
    readonly recipe: CredentialRecipe
  } & Partial<Pick<Column, 'scheme' | 'setup' | 'isKeyless'>>,
): Column {
  const credential = {
    kind: 'invalid',
    name: id,
    title: phrase,
    recipe,
  } as const
  return { id, title, phrase, setup: 'session', credential, ...more }
}

export const withoutToken: readonly Column[] = [
  {
    id: 'none',
    title: 'no credential',
    phrase: 'a request without a credential',
    setup: 'session',
    credential: { kind: 'none' },
  },
  invalidColumn('empty', {
    title: 'empty header',
    phrase: 'an empty Authorization header',
    recipe: { form: 'header', value: '' },
  }),
  invalidColumn('malformed', {
    title: 'malformed header',
    phrase: 'a header without a token',
    recipe: { form: 'header', value: 'Bearer no token at all' },
  }),
]

export const ofApiKey: readonly Column[] = [
  invalidColumn('truncated', {
    title: 'truncated API key',
    phrase: 'a truncated API key',
    recipe: {
      form: 'secret',
      of: 'api_key',
      as: 'api_key',
      change: 'truncated',
    },
  }),
  invalidColumn('lower-case', {
    title: 'API key as "bearer"',
    phrase: 'the API key after "bearer" in lower case',
    recipe: {
      form: 'secret',
      of: 'api_key',
      as: 'api_key',
      change: 'lower-case',
    },
    scheme: 'api_key',
    setup: 'usual-form',
  }),
  invalidColumn('foreign-api_key', {
    title: 'API key of another workspace',
    phrase: "another workspace's API key",
    recipe: { form: 'secret', of: 'foreign_api_key', as: 'api_key' },
  }),
]

export const ofPublishableKey: readonly Column[] = [
  invalidColumn('keyless-publishable_key', {
    title: 'publishable key, no user',
    phrase: 'a publishable key without a user identifier key',
    recipe: {
      form: 'secret',
      of: 'publishable_key',
      as: 'publishable_key',
    },
    isKeyless: true,
  }),
  invalidColumn('publishable_key-as-bearer', {
    title: 'publishable key as bearer',
    phrase: 'a publishable key in the header of an API key',
    recipe: { form: 'secret', of: 'publishable_key', as: 'api_key' },
  }),
  invalidColumn('api_key-as-publishable_key', {
    title: 'API key as publishable key',
    phrase: 'an API key in the header of a publishable key',
    recipe: { form: 'secret', of: 'api_key', as: 'publishable_key' },
  }),
]

export const ofAccessToken: readonly Column[] = [
  invalidColumn('pat-without-workspace', {
    title: 'access token, no workspace',
    phrase: 'a personal access token that names no workspace',
    recipe: { form: 'workspace', of: 'pat_with_workspace' },
  }),
  invalidColumn('pat-foreign-workspace', {
    title: 'access token, foreign workspace',
    phrase: 'a personal access token that names a foreign workspace',
    recipe: {
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
).map(([setup, title, phrase]) =>
  invalidColumn(setup, {
    title,
    phrase,
    setup,
    recipe: { form: 'token', as: 'client_session', token: '${{ token }}' },
  }),
)
