/** The target choice: which target the options name, with which credentials. */
import { environmentNames } from '../auth/credential.ts'
import type { Keyring } from '../auth/credential.ts'
import {
  checkEndpoint,
  hostOf,
  productionEndpoint,
  trimmed,
} from '../auth/endpoint.ts'
import { faultOfUrl } from '../auth/target-url.ts'
import { resourcesOf } from '../auth/target.ts'
import type { TargetChoice } from '../auth/target.ts'
import { UsageError } from '../model/problem.ts'
import type { ProblemCode } from '../model/problem.ts'
import { urlWithoutUserInfo } from '../secrets/user-info.ts'
import { proxyFor } from '../model/proxy.ts'
import type { Proxy } from '../model/proxy.ts'
import { closestName } from '../scenario/check/closest.ts'
import { checkCredentials } from './credential-values.ts'
import type { Environment } from './environment.ts'
import { nameOf, read } from './read-option.ts'
import type { Source } from './read-option.ts'

const embedded = ['sandbox', 'fake'] as const
const names = [...embedded, 'production'] as const

/** The sandbox by default: a key alone never sends anything to production.
 * @throws UsageError when the target or a credential cannot be used. */
export function chooseTarget(source: Source): {
  readonly choice: TargetChoice
  readonly notes: readonly string[]
} {
  checkCredentials(source.env)
  const allowed = read('allowHost', source) // a mistake whatever the target is
  const given = read('target', source)
  const endpoint = read('endpoint', source)
  const name =
    given === undefined && endpoint === undefined
      ? 'sandbox'
      : embedded.find((it) => it === given)
  if (name !== undefined) {
    const notes = unusedCredentials(source.env, name)
    return { choice: { kind: 'embedded', name }, notes }
  }
  const named = nameOf(given === undefined ? 'endpoint' : 'target', source)
  const url = urlOf(given ?? endpoint ?? '', { named })
  if (endpoint !== undefined && trimmed(endpoint) !== trimmed(url)) {
    throw refused(
      'target-refused',
      `${nameOf('target', source)} ${urlWithoutUserInfo(given ?? '')} and SEAM_ENDPOINT=${urlWithoutUserInfo(endpoint)} name two different places`,
      `unset SEAM_ENDPOINT, or leave ${nameOf('target', source)} out`,
    )
  }
  const checked = checkEndpoint(url, { allowed, named })
  const target = {
    name: checked === productionEndpoint ? 'production' : hostOf(checked),
    endpoint: checked,
    keyring: keyringOf(source.env),
    resources: resourcesOf(source.env),
  }
  const proxy = proxyFor(checked, source.env)
  const notes = proxy ? [proxyNote(proxy)] : []
  return { choice: { kind: 'remote', target }, notes }
}

function urlOf(text: string, { named }: { readonly named: string }): string {
  if (text === 'production') return productionEndpoint
  if (URL.canParse(text)) return text
  const fault = faultOfUrl(text)
  if (fault)
    throw refused('target-refused', `${named}: ${fault.fact}`, fault.hint)
  const closest = closestName(text, names)
  throw refused(
    'target-refused',
    `${named}: "${urlWithoutUserInfo(text)}" is not a target`,
    `${closest === undefined ? '' : `did you mean "${closest}"? `}Use ${names.join(', ')}, or a URL such as https://host`,
  )
}

function keyringOf(env: Environment): Keyring {
  const apiKey = env.SEAM_API_KEY
  const token = env.SEAM_PERSONAL_ACCESS_TOKEN
  const workspaceId = env.SEAM_WORKSPACE_ID
  const publishable = env.SEAM_PUBLISHABLE_KEY
  const consoleSession = env.SEAM_CONSOLE_SESSION_TOKEN
  const foreign = env.SEAMWATCH_FOREIGN_API_KEY
  if ((token || consoleSession) && !workspaceId) {
    const name =
      environmentNames[
        token ? 'pat_with_workspace' : 'console_session_with_workspace'
      ]
    throw refused(
      'argument-invalid',
      `${name} is set and SEAM_WORKSPACE_ID is not`,
      'such a token works for several workspaces: set SEAM_WORKSPACE_ID to one',
    )
  }
  return {
    ...(apiKey && { api_key: apiKey }),
    ...(token && workspaceId && { pat_with_workspace: { token, workspaceId } }),
    ...(consoleSession &&
      workspaceId && {
        console_session_with_workspace: { token: consoleSession, workspaceId },
      }),
    ...(publishable && { publishable_key: publishable }),
    ...(foreign && { foreign_api_key: foreign }),
  }
}

function proxyNote({ server, variable }: Proxy): string {
  return `requests go through the proxy ${server} (${variable})`
}

function unusedCredentials(env: Environment, name: string): readonly string[] {
  const set = [
    'SEAM_API_KEY',
    'SEAM_PERSONAL_ACCESS_TOKEN',
    'SEAM_PUBLISHABLE_KEY',
    'SEAM_CONSOLE_SESSION_TOKEN',
    'SEAMWATCH_FOREIGN_API_KEY',
  ].filter((key) => env[key])
  if (set.length === 0) return []
  return [
    `${set.join(', ')} ${set.length === 1 ? 'is' : 'are'} set and not used: the target is ${name}. ` +
      'Add --target production to test the live API.',
  ]
}

function refused(code: ProblemCode, fact: string, hint: string): UsageError {
  return new UsageError([{ code, fact, hint }])
}
