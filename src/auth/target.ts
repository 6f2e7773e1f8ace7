/** The target: where requests go, and the credentials and ids to use there. */
import type { Keyring } from './credential.ts'

/** Resources that scenarios name as `target.NAME`, by their environment names. */
export const resourceNames = {
  connect_webview_id: 'SEAMWATCH_CONNECT_WEBVIEW_ID',
  connected_account_id: 'SEAMWATCH_CONNECTED_ACCOUNT_ID',
  user_identity_id: 'SEAMWATCH_USER_IDENTITY_ID',
  customer_key: 'SEAMWATCH_CUSTOMER_KEY',
  foreign_workspace_id: 'SEAMWATCH_FOREIGN_WORKSPACE_ID',
} as const

type ResourceName = keyof typeof resourceNames

/** The resources that an environment names. */
export function resourcesOf(
  env: Readonly<Record<string, string | undefined>>,
): Target['resources'] {
  const names = Object.keys(resourceNames) as ResourceName[] // its own keys
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[resourceNames[name]]
      return value ? [[name, value]] : []
    }),
  )
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
