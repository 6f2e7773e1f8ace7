/** The choice: which target the environment names, and with which credentials. */
import { environmentNames } from '../auth/credential.ts'
import type { Keyring } from '../auth/credential.ts'
import {
  checkEndpoint,
  hostOf,
  productionEndpoint,
  trimmed,
} from '../auth/endpoint.ts'
import { list, usage } from './environment.ts'
import type { Environment } from './environment.ts'
import { resourcesOf } from '../auth/target.ts'
import type { Target, TargetChoice } from '../auth/target.ts'

/** No choice is the sandbox: a key alone never sends anything to production.
 * @throws UsageError when the target or a credential cannot be used. */
export function chooseTarget(env: Environment): {
  readonly choice: TargetChoice
  readonly notes: readonly string[]
} {
  const name = env.SEAMWATCH_TARGET
  const endpoint = env.SEAM_ENDPOINT
  if (name === 'sandbox' || name === 'fake' || (!name && !endpoint)) {
    const choice = { kind: 'embedded', name: name ?? 'sandbox' } as const
    return {
      choice: choice as TargetChoice, // `name` is one of the two, tested above
      notes: unusedCredentials(env, choice.name),
    }
  }
  const url = name === 'production' ? productionEndpoint : (name ?? endpoint)
  if (name && endpoint && trimmed(endpoint) !== trimmed(url ?? '')) {
    throw usage(
      `--target ${name} and SEAM_ENDPOINT=${endpoint} name two different places`,
      'unset SEAM_ENDPOINT, or leave --target out',
    )
  }
  const checked = checkEndpoint(url ?? '', list(env.SEAMWATCH_ALLOW_HOSTS))
  const target: Target = {
    name: checked === productionEndpoint ? 'production' : hostOf(checked),
    endpoint: checked,
    keyring: keyringOf(env),
    resources: resourcesOf(env),
  }
  return { choice: { kind: 'remote', target }, notes: [] }
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
    throw usage(
      `${name} is set and SEAM_WORKSPACE_ID is not`,
      'such a token works for several workspaces: say which',
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
    `${set.join(', ')} is set and not used: the target is ${name}. ` +
      'Add --target production to test the live API.',
  ]
}
