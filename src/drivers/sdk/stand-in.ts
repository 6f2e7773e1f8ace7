/** Stand-ins: credentials that a client accepts and no API does. The proxy
 * exchanges them for the real ones, so that the client never has those. */
import { randomBytes } from 'node:crypto'
import type { Authentication } from '../../auth/credential.ts'
import { headerOf } from '../../model/exchange.ts'
import { standInMark } from '../../model/client-call.ts'
import type { JsonObject } from '../../model/contract.ts'
import type { Language } from '../../model/language.ts'
import type { Connect } from './protocol.ts'

export type StandIn = {
  readonly connect: Connect
  /** What the client has in place of the secret. */
  readonly value: string
  readonly secret: string
}

/** The start of each scheme's credential, which the SDKs look at. */
const starts: Readonly<Record<string, string>> = {
  api_key: `seam_${standInMark}1`,
  pat_with_workspace: `seam_at1${standInMark}`,
  console_session_with_workspace: `ey1${standInMark}`,
  client_session: `seam_cst1${standInMark}`,
  publishable_key: `seam_pk1${standInMark}`,
}

/** The others take no credential of a page, nor a session of the console. */
export function takes(language: Language, scheme: string): boolean {
  return (
    language === 'javascript' ||
    scheme === 'api_key' ||
    scheme === 'pat_with_workspace'
  )
}

/** @returns one line of text for a credential that the client does not take. */
export function standInFor(
  { scheme, headers }: Authentication,
  {
    endpoint,
    path,
    parameters,
    language,
  }: {
    readonly endpoint: string
    readonly path: string
    readonly parameters: JsonObject
    readonly language: Language
  },
): StandIn | string {
  const start = takes(language, scheme) ? starts[scheme] : undefined
  const secret = (
    headerOf(headers, 'authorization') ??
    headerOf(headers, 'seam-publishable-key') ??
    ''
  ).replace(/^Bearer +/i, '')
  if (start === undefined || secret === '')
    return `an SDK has no option for the credential ${scheme}`
  const value = `${start}_${randomBytes(12).toString('hex')}`
  const workspaceId = headerOf(headers, 'seam-workspace')
  const where = { endpoint, ...(workspaceId !== undefined && { workspaceId }) }
  switch (scheme) {
    case 'api_key':
      return {
        value,
        secret,
        connect: { options: { apiKey: value, ...where } },
      }
    case 'pat_with_workspace':
      return {
        value,
        secret,
        connect: { options: { personalAccessToken: value, ...where } },
      }
    case 'console_session_with_workspace':
      return {
        value,
        secret,
        connect: { options: { consoleSessionToken: value, ...where } },
      }
    case 'client_session':
      return {
        value,
        secret,
        connect: { options: { clientSessionToken: value, ...where } },
      }
    default:
      return withPublishableKey({ value, secret, endpoint, path, parameters })
  }
}

/** With a publishable key, the only call of an SDK is get_or_create. */
function withPublishableKey({
  value,
  secret,
  endpoint,
  path,
  parameters: { user_identifier_key: key, ...more },
}: Pick<StandIn, 'value' | 'secret'> & {
  readonly endpoint: string
  readonly path: string
  readonly parameters: JsonObject
}): StandIn | string {
  if (path !== '/client_sessions/get_or_create')
    return 'with a publishable key, an SDK calls only get_or_create'
  if (typeof key !== 'string' || Object.keys(more).length > 0)
    return 'with a publishable key, an SDK sends only user_identifier_key'
  return {
    value,
    secret,
    connect: {
      factory: {
        name: 'fromPublishableKey',
        arguments: [value, key, { endpoint }],
      },
    },
  }
}
