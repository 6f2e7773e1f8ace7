/** Rules: what the environment asks of the suite's manners, checked. */
import type { Environment } from './environment.ts'
import type { Rules } from '../transport/policy/limits.ts'
import { UsageError } from '../model/problem.ts'

/** @throws UsageError when a value cannot be used, before anything is sent. */
export function readRules(env: Environment): Rules {
  const maxRequests = numberIn(env, 'SEAMWATCH_MAX_REQUESTS')
  const requestsPerSecond = numberIn(env, 'SEAMWATCH_RATE')
  const workspaceId = workspaceIn(env)
  if (maxRequests !== undefined && !Number.isInteger(maxRequests)) {
    throw usage(
      `SEAMWATCH_MAX_REQUESTS=${maxRequests} is not a whole number`,
      'correct it',
    )
  }
  return {
    isReadOnly: isYes(env, 'SEAMWATCH_READ_ONLY'),
    ...(maxRequests !== undefined && { maxRequests }),
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
    ...(workspaceId !== undefined && { workspaceId }),
  }
}

/** A token that names another workspace is known to be wrong at once. */
function workspaceIn(env: Environment): string | undefined {
  const wanted = env.SEAMWATCH_WORKSPACE_ID
  const named = env.SEAM_PERSONAL_ACCESS_TOKEN && env.SEAM_WORKSPACE_ID
  if (wanted && named && wanted.toLowerCase() !== named.toLowerCase()) {
    throw usage(
      `SEAM_WORKSPACE_ID=${named} is not SEAMWATCH_WORKSPACE_ID=${wanted}`,
      'the token would work in another workspace than is meant: correct one',
    )
  }
  return wanted === '' ? undefined : wanted
}

function numberIn(env: Environment, name: string): number | undefined {
  const text = env[name]
  if (text === undefined || text === '') return undefined
  const value = Number(text)
  if (Number.isFinite(value) && value > 0) return value
  throw usage(`${name}=${text} is not a number above 0`, 'correct it')
}

function isYes(env: Environment, name: string): boolean {
  const text = env[name] ?? ''
  if (['', '0', 'false', 'no'].includes(text.toLowerCase())) return false
  if (['1', 'true', 'yes'].includes(text.toLowerCase())) return true
  throw usage(`${name}=${text} is neither yes nor no`, 'use 1 or 0')
}

function usage(fact: string, hint: string): UsageError {
  return new UsageError([{ code: 'argument-invalid', fact, hint }])
}
