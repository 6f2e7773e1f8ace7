/** Limits: what the options allow a run to send. */
import { UsageError } from '../model/problem.ts'
import type { Rules } from '../transport/policy/limits.ts'
import type { Environment } from './environment.ts'
import { read } from './read-option.ts'
import type { Source } from './read-option.ts'

/** @throws UsageError when a value cannot be used, before anything is sent. */
export function readLimits(source: Source): Rules {
  const maxRequests = read('maxRequests', source)
  const requestsPerSecond = read('rate', source)
  const workspaceId = read('workspace', source)
  if (workspaceId !== undefined) requireWorkspace(workspaceId, source.env)
  return {
    isReadOnly: read('readOnly', source),
    ...(maxRequests !== undefined && { maxRequests }),
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
    ...(workspaceId !== undefined && { workspaceId }),
  }
}

/** A token for another workspace is an error before anything is sent. */
function requireWorkspace(wanted: string, env: Environment): void {
  const named = env.SEAM_PERSONAL_ACCESS_TOKEN && env.SEAM_WORKSPACE_ID
  if (!named || wanted.toLowerCase() === named.toLowerCase()) return
  throw new UsageError([
    {
      code: 'argument-invalid',
      fact: `SEAM_WORKSPACE_ID=${named} is not SEAMWATCH_WORKSPACE_ID=${wanted}`,
      hint: 'the token would work in another workspace than the one you allow: correct one of the two',
    },
  ])
}
