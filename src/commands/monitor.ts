/** What the commands of a monitor share: its settings, its policy, its store. */
import { readKnownIssues } from '../acceptance/read.ts'
import { nameOf } from '../auth/target.ts'
import type { Environment } from '../config/environment.ts'
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { readSettings } from '../config/settings.ts'
import type { Settings } from '../config/settings.ts'
import { dayOf } from '../model/day.ts'
import { UsageError } from '../model/problem.ts'
import { createFetch } from '../monitor/notify/fetch.ts'
import { storeFolder } from '../report/monitor-folder.ts'
import type { Policy } from '../monitor/policy.ts'
import { readPolicy } from '../monitor/read-policy.ts'
import { checkFolder } from '../report/folder.ts'
import { lockFolder } from '../report/lock.ts'
import type { Lock } from '../report/lock.ts'
import { secretsIn } from '../secrets/audit/environment.ts'
import { printError } from '../secrets/terminal.ts'
import { realClock } from '../transport/clock.ts'

export type Monitor = {
  readonly settings: Settings
  readonly policy: Policy
  /** Its name, with the driver where that is not `api`. */
  readonly target: string
  /** Of its store. */
  readonly folder: string
  /** URLs that get the metrics of each run. */
  readonly sinks: { readonly pushgateway?: string; readonly otlp?: string }
}

/** @throws UsageError with each fault of the settings, the policy and the known
 * issues: nothing was sent. */
export function openMonitor(given: Given, env: Environment): Monitor {
  const settings = readSettings(env, given)
  const { choice, driver, knownIssuesFile, reportsDir } = settings
  checkFolder(reportsDir)
  readKnownIssues(knownIssuesFile, dayOf(Date.now()))
  const policy = readPolicy(read('monitoring', { env, given }), env)
  const own = nameOf(choice)
  const folder = storeFolder(reportsDir, { target: own, driver })
  // Of two drivers neither may resolve what the other one has opened.
  const target = driver === 'api' ? own : `${own}-${driver}`
  const pushgateway = read('pushgateway', { env, given })
  const otlp = read('otlp', { env, given })
  const sinks = { ...(pushgateway && { pushgateway }), ...(otlp && { otlp }) }
  return { settings, policy, target, folder, sinks }
}

/** @returns undefined, and says who holds it, where another run does. */
export function lockMonitor(folder: string): Lock | undefined {
  try {
    return lockFolder(folder)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const [problem] = error.problems
    printError(
      `${problem?.fact ?? 'another run holds the store'}\n  → nothing was sent; wait until it ends`,
    )
    return undefined
  }
}

/** How what is outside of this process is reached. */
export function outside() {
  return {
    fetch: createFetch(process.env),
    clock: realClock,
    secrets: secretsIn(process.env).map(([, value]) => value),
  }
}
