/** Arguments as settings: an option on the command line comes first, then the
 * environment, then the default. */
import type { Environment } from '../config/environment.ts'

export type Options = Readonly<
  Record<string, string | readonly string[] | boolean>
>

const names: Readonly<Record<string, string>> = {
  target: 'SEAMWATCH_TARGET',
  driver: 'SEAMWATCH_DRIVER',
  tag: 'SEAMWATCH_TAGS',
  grep: 'SEAMWATCH_GREP',
  allowHost: 'SEAMWATCH_ALLOW_HOSTS',
  scenarios: 'SEAMWATCH_SCENARIOS',
  contract: 'SEAMWATCH_CONTRACT',
  workers: 'SEAMWATCH_WORKERS',
  timeout: 'SEAMWATCH_TIMEOUT_MS',
  readOnly: 'SEAMWATCH_READ_ONLY',
  maxRequests: 'SEAMWATCH_MAX_REQUESTS',
  rate: 'SEAMWATCH_RATE',
  reports: 'SEAMWATCH_REPORTS',
  olderThan: 'SEAMWATCH_SWEEP_OLDER_THAN_MINUTES',
}

export function environmentOf(options: Options): Environment {
  const given = Object.entries(options).flatMap(([option, value]) => {
    const name = names[option]
    const text = Array.isArray(value) ? value.join(',') : String(value)
    return name === undefined ? [] : [[name, text]]
  })
  return { ...process.env, ...Object.fromEntries(given) }
}
