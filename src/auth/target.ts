/** The target: where requests go, and the credentials and ids to use there. */
import type { Keyring } from './credential.ts'

/** Resources that scenarios name as `target.NAME`, by their environment names. A
 * name with `S` has several, after commas. */
export const resourceNames = {
  connect_webview_id: 'SEAMWATCH_CONNECT_WEBVIEW_ID',
  connected_account_id: 'SEAMWATCH_CONNECTED_ACCOUNT_ID',
  user_identity_id: 'SEAMWATCH_USER_IDENTITY_ID',
  second_connect_webview_id: 'SEAMWATCH_CONNECT_WEBVIEW_IDS',
  second_connected_account_id: 'SEAMWATCH_CONNECTED_ACCOUNT_IDS',
  second_user_identity_id: 'SEAMWATCH_USER_IDENTITY_IDS',
  customer_key: 'SEAMWATCH_CUSTOMER_KEY',
  foreign_workspace_id: 'SEAMWATCH_FOREIGN_WORKSPACE_ID',
} as const

type ResourceName = keyof typeof resourceNames
type Variables = Readonly<Record<string, string | undefined>>

/** The resources that an environment names. */
export function resourcesOf(env: Variables): Target['resources'] {
  const names = Object.keys(resourceNames) as ResourceName[] // its own keys
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = resourceIn(env, name)
      return value ? [[name, value]] : []
    }),
  )
}

function resourceIn(env: Variables, name: ResourceName): string | undefined {
  const variable = resourceNames[name]
  if (name.startsWith('second_')) return listIn(env[variable])[1]
  return env[variable] || listIn(env[`${variable}S`])[0]
}

function listIn(text = ''): readonly string[] {
  return text
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
}

export type Target = {
  /** `sandbox`, `fake`, `production`, or the endpoint's host. */
  readonly name: string
  /** Origin and optional path prefix, without a final slash. */
  readonly endpoint: string
  readonly keyring: Keyring
  readonly resources: Readonly<Partial<Record<ResourceName, string>>>
}

/** `embedded`: the suite starts it. `remote`: it runs already. */
export type TargetChoice =
  | { readonly kind: 'embedded'; readonly name: 'sandbox' | 'fake' }
  | { readonly kind: 'remote'; readonly target: Target }

export function nameOf(choice: TargetChoice): string {
  return choice.kind === 'embedded' ? choice.name : choice.target.name
}
