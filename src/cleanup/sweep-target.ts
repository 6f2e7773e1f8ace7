/** Sweeps one target: reads the ledgers below the reports, connects with the
 * target's credential, and deletes the sessions that runs left. */
import { createOwnCalls, tagOf } from '../auth/own-call.ts'
import { ownVariables, secretsOf } from '../auth/credential.ts'
import type { Target } from '../auth/target.ts'
import { readsOf } from '../contract/reads.ts'
import type { Contract } from '../model/contract.ts'
import { nothingSwept } from '../model/swept.ts'
import type { Swept } from '../model/swept.ts'
import { createSecrets, redacted } from '../secrets/redact.ts'
import { createPlaywrightTransport } from '../transport/playwright.ts'
import { requestsPerCleanup } from '../transport/policy/budget.ts'
import { sweepBudget, sweepRequests } from '../transport/policy/sweep-budget.ts'
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
import type { Sweep } from './sweep-options.ts'

export type SweepOptions = Pick<
  Sweep,
  'when' | 'runId' | 'olderThanMs' | 'isDry'
> & {
  readonly target: Target
  readonly contract: Contract
  readonly limits: Limits
  readonly reportsDir: string
  readonly guards?: LimitOptions
  /** Requests that this sweep may send; the rest is left for the next one. */
  readonly atMost?: number
  /** Playwright's request context by default. */
  readonly connect?: (
    endpoint: string,
    limits: Limits,
  ) => Transport | Promise<Transport>
}

/** After so many requests in a row without a response the sweep stops. */
const unansweredAtMost = 2

/** One session: find it first. */
const requestsPerSession = 1 + requestsPerCleanup

export async function sweepTarget({
  target,
  contract,
  limits,
  reportsDir,
  guards,
  atMost = sweepRequests,
  connect = createPlaywrightTransport,
  ...how
}: SweepOptions): Promise<Swept> {
  const ledgers = readLedgers(ledgerFolder(reportsDir))
  const isOwn = ledgers.some(({ header }) => header?.runId === how.runId)
  const isAfter = how.when === 'after'
  const sent = countHere()
  const transport = withPolicies(await connect(target.endpoint, limits), [
    retryAfter(limits),
    // A circuit breaker of its own: the run's limits must not stop its cleanup.
    circuitBreaker({
      unanswered: countHere(),
      answered: countHere(),
      atMost: unansweredAtMost,
      stopsCleanup: true,
    }),
    sweepBudget({ sent, atMost }),
    ...(guards
      ? limitsOf({
          ...guards,
          reads: readsOf(contract),
          inheritsReserve: isAfter,
        })
      : []),
  ])
  try {
    const own = createOwnCalls({ contract, target, transport })
    // Without a credential of its own, a run creates nothing.
    if (!own && isAfter && !isOwn) return nothingSwept
    if (!own) {
      const note = `Sessions that earlier runs left at ${target.endpoint} were not looked for: set ${ownVariables}.`
      return { ...nothingSwept, notes: [note], isComplete: false }
    }
    const swept = await sweep({
      ...how,
      ledgers,
      sessions: createSessions(isAfter ? own.cleanUp : own.call),
      endpoint: target.endpoint,
      credentials: own.tags,
      credential: () => tagOf(own.authentication()),
      nowMs: Date.now(),
      hasRoom: () => sent.read() + requestsPerSession <= atMost,
    })
    return redacted(swept, createSecrets(secretsOf(target.keyring)))
  } finally {
    await transport.close()
  }
}
