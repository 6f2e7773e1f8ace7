/** Credentials: the headers of each security scheme, and placeholders that
 * reports show instead of the secret. */
import { ownSchemes } from '../contract/credential-forms.ts'
import { objectOr } from '../model/json.ts'
import type { Contract, JsonObject } from '../model/contract.ts'
import type { Header } from '../model/exchange.ts'

/** The secrets of the settings, by the contract's name of the scheme. */
export type Keyring = {
  readonly api_key?: string
  readonly pat_with_workspace?: WorkspaceToken
  readonly console_session_with_workspace?: WorkspaceToken
  readonly publishable_key?: string
  /** Of another workspace, which must not see the sessions of this one. */
  readonly foreign_api_key?: string
}

type WorkspaceToken = {
  readonly token: string
  readonly workspaceId: string
}

/** What a request sends, and what a report shows instead. */
export type Authentication = {
  /** The scheme's name, or `none`. */
  readonly scheme: string
  readonly headers: readonly Header[]
  /** The same headers, lower case, with `$NAME` in place of each secret. */
  readonly placeholders: readonly Header[]
  /** For people, where it is not simply the scheme's own. */
  readonly title?: string
  /** The scheme of the secret that it is made from. */
  readonly basis?: string
  /** Secret values beside those of the keyring. */
  readonly secrets?: readonly string[]
}

/** The environment's name of each scheme's secret. */
export const environmentNames: Readonly<Record<string, string>> = {
  api_key: 'SEAM_API_KEY',
  pat_with_workspace: 'SEAM_PERSONAL_ACCESS_TOKEN',
  pat_without_workspace: 'SEAM_PERSONAL_ACCESS_TOKEN',
  publishable_key: 'SEAM_PUBLISHABLE_KEY',
  console_session_with_workspace: 'SEAM_CONSOLE_SESSION_TOKEN',
  client_session: 'SEAM_CLIENT_SESSION_TOKEN',
  foreign_api_key: 'SEAMWATCH_FOREIGN_API_KEY',
}

/** Those of `ownSchemes`, for people. */
export const ownVariables = ownSchemes
  .map((scheme) => environmentNames[scheme])
  .join(' or ')

export const noAuthentication: Authentication = {
  scheme: 'none',
  headers: [],
  placeholders: [],
}

/** The scheme of a step without `as`; `api_key` where none is configured, so
 * that the report can name what is missing. */
export function ownScheme(keyring: Keyring): string {
  return ownSchemesOf(keyring)[0] ?? 'api_key'
}

/** Every scheme of the monitor's own that is configured, best first. */
export function ownSchemesOf(keyring: Keyring): readonly string[] {
  return ownSchemes.filter((scheme) => keyring[scheme])
}

/** The values in the keyring that no report may hold. */
export function secretsOf(keyring: Keyring): readonly string[] {
  return Object.values(keyring).map((entry) =>
    typeof entry === 'string' ? entry : entry.token,
  )
}

/** Those that must stay in a backend; a publishable key may be in a page. */
export function backendSecretsOf(keyring: Keyring): readonly string[] {
  const { publishable_key: _, ...backend } = keyring
  return secretsOf(backend)
}

/** The headers for a scheme; undefined when the keyring lacks its secret.
 * @param token a value of the scenario, used instead of the keyring's. */
export function authenticate(
  contract: Contract,
  scheme: string,
  { keyring, token }: { readonly keyring: Keyring; readonly token?: string },
): Authentication | undefined {
  if (scheme === 'none') return noAuthentication
  const entry = entryOf(keyring, scheme)
  const secret = token ?? secretOf(keyring, scheme)
  if (secret === undefined) return undefined
  const workspace = typeof entry === 'string' ? undefined : entry?.workspaceId
  const headers = headersFor(contract, scheme, secret)
  // The contract's `security` cannot express this header. The API requires it
  // of a token that is valid for several workspaces.
  const where: readonly Header[] = workspace
    ? [['seam-workspace', workspace]]
    : []
  return {
    scheme,
    headers: [...headers, ...where],
    placeholders: headersFor(contract, scheme, placeholderOf(scheme)),
  }
}

/** A secret of the keyring by its name, without its workspace. */
export function secretOf(keyring: Keyring, name: string): string | undefined {
  const entry = entryOf(keyring, name)
  return typeof entry === 'string' ? entry : entry?.token
}

function entryOf(
  keyring: Keyring,
  name: string,
): string | WorkspaceToken | undefined {
  return keyring[name as keyof Keyring] // an unknown name finds nothing
}

/** The variable that the shell expands: `$SEAM_API_KEY`. */
export function placeholderOf(name: string): string {
  return `$${environmentNames[name] ?? name.toUpperCase()}`
}

/** OpenAPI 3.0 §4.7.27: `http` schemes use Authorization, `apiKey` its header. */
export function headersFor(
  contract: Contract,
  scheme: string,
  secret: string,
): readonly Header[] {
  const definition = schemeOf(contract, scheme)
  return definition.in === 'header' && typeof definition.name === 'string'
    ? [[definition.name.toLowerCase(), secret]]
    : [['authorization', `Bearer ${secret}`]]
}

function schemeOf({ document }: Contract, scheme: string): JsonObject {
  const schemes = member(member(document, 'components'), 'securitySchemes')
  return member(schemes, scheme)
}

function member(object: JsonObject, name: string): JsonObject {
  return objectOr(Object.hasOwn(object, name) ? object[name] : undefined)
}
