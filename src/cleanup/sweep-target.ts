/** A sweep of one target from end to end: with its credential, by the ledgers
 * below the reports. */
import { createOwnCalls, tagOf } from '../auth/own-call.ts'
import { secretsOf } from '../auth/credential.ts'
import type { Target } from '../auth/target.ts'
import { readsOf } from '../contract/reads.ts'
import type { Contract } from '../model/contract.ts'
import { nothingSwept } from '../model/swept.ts'
import type { Swept } from '../model/swept.ts'
import { createSecrets, redacted } from '../secrets/redact.ts'
import { createPlaywrightTransport } from '../transport/playwright.ts'
import { circuitBreaker } from '../transport/policy/circuit-breaker.ts'
import { countHere } from '../transport/policy/counter.ts'
import { limitsOf } from '../transport/policy/limits.ts'
import type { LimitOptions } from '../transport/policy/limits.ts'
import { withPolicies } from '../transport/policy/policy.ts'
import { retryAfter } from '../transport/policy/retry-after.ts'
import type { Limits, Transport } from '../transport/transport.ts'
import { ledgerFolder } from './ledger.ts'
import { readLedgers } from './read-ledgers.ts'
import { createSessions } from './sessions.ts'
import { sweep } from './sweep.ts'
import type { Sweep } from './sweep.ts'

export type SweepOptions = Pick<
  Sweep,
  'when' | 'runId' | 'olderThanMs' | 'isDry'
> & {
  readonly target: Target
  readonly contract: Contract
  readonly limits: Limits
  readonly reportsDir: string
  readonly guards?: LimitOptions
  /** Playwright's request context by default. */
  readonly connect?: (
    endpoint: string,
    limits: Limits,
  ) => Transport | Promise<Transport>
}

/** Unanswered requests in a row after which the sweep stops. */
const unansweredAtMost = 2

/** Sends nothing where this run has left nothing to sweep. */
export async function sweepTarget({
  target,
  contract,
  limits,
  reportsDir,
  guards,
  connect = createPlaywrightTransport,
  ...how
}: SweepOptions): Promise<Swept> {
  const ledgers = readLedgers(ledgerFolder(reportsDir))
  const isOwn = ledgers.some(({ opening }) => opening?.runId === how.runId)
  const isAfter = how.when === 'after'
  if (isAfter && !isOwn) return nothingSwept
  const transport = withPolicies(await connect(target.endpoint, limits), [
    retryAfter(limits),
    // Its own: no limit of the run keeps it from what the run has created.
    circuitBreaker({
      unanswered: countHere(),
      atMost: unansweredAtMost,
      stopsCleanup: true,
    }),
    ...(guards ? limitsOf({ ...guards, reads: readsOf(contract) }) : []),
  ])
  try {
    const own = createOwnCalls({ contract, target, transport })
    if (!own) {
      const note = `Sessions that earlier runs left at ${target.endpoint} were not looked for: no credential is set.`
      return { ...nothingSwept, notes: [note], isComplete: false }
    }
    const swept = await sweep({
      ...how,
      ledgers,
      sessions: createSessions(isAfter ? own.cleanUp : own.call),
      endpoint: target.endpoint,
      credential: tagOf(own.authentication),
      nowMs: Date.now(),
    })
    return redacted(swept, createSecrets(secretsOf(target.keyring)))
  } finally {
    await transport.close()
  }
}
