/** A sweep of one target from end to end: with its credential, by the ledgers
 * below the reports. */
import { askAs, tagOf } from '../auth/own-call.ts'
import { ledgerFolder } from './ledger.ts'
import { readLedgers } from './read-ledgers.ts'
import { createSessions } from './sessions.ts'
import { sweep } from './sweep.ts'
import type { Sweep } from './sweep.ts'
import { readsOf } from '../contract/reads.ts'
import type { Contract } from '../model/contract.ts'
import { secretsOf } from '../auth/credential.ts'
import { createApiDriver } from '../transport/playwright.ts'
import type { Driver, Limits } from '../transport/transport.ts'
import { withPatience } from '../transport/policy/retry-after.ts'
import { withGuards } from '../transport/policy/limits.ts'
import { withSilence } from '../transport/policy/circuit-breaker.ts'
import { countHere } from '../transport/policy/counter.ts'
import type { GuardOptions } from '../transport/policy/limits.ts'
import { createSecrets, redacted } from '../secrets/redact.ts'
import { nothingSwept } from '../model/swept.ts'
import type { Swept } from '../model/swept.ts'
import type { Target } from '../auth/target.ts'

export type Sweeping = Pick<
  Sweep,
  'when' | 'runId' | 'olderThanMs' | 'isDry'
> & {
  readonly target: Target
  readonly contract: Contract
  readonly limits: Limits
  readonly reportsDir: string
  /** By hand, where a person stands by, only that of the workspace. */
  readonly guards?: GuardOptions
  /** Makes the driver; Playwright's request context by default. */
  readonly open?: (endpoint: string, limits: Limits) => Driver | Promise<Driver>
}

/** Asks nothing of the target where there is nothing of this run to sweep. */
export async function sweepTarget({
  target,
  contract,
  limits,
  reportsDir,
  guards,
  open = createApiDriver,
  ...how
}: Sweeping): Promise<Swept> {
  const ledgers = readLedgers(ledgerFolder(reportsDir))
  const isOwn = ledgers.some(({ opening }) => opening?.runId === how.runId)
  if (how.when === 'after' && !isOwn) return nothingSwept
  const bare = await open(target.endpoint, limits)
  const reads = readsOf(contract)
  const guarded = guards && withGuards(bare, { ...guards, reads })
  // What this run made goes whatever may have happened to it.
  const { driver: checked, undoDriver } = guarded ?? {
    driver: bare,
    undoDriver: bare,
  }
  const bounded = withSilence(how.when === 'after' ? undoDriver : checked, {
    // A target that does not answer is not asked about all that may be there.
    unanswered: countHere(),
    atMost: 2,
  })
  const driver = withPatience(bounded, limits)
  try {
    const own = askAs({ contract, target, driver })
    if (!own) {
      const note = `What earlier runs left at ${target.endpoint} was not looked for: there is no credential to ask with.`
      return { ...nothingSwept, notes: [note], isComplete: false }
    }
    const swept = await sweep({
      ...how,
      ledgers,
      sessions: createSessions(own.ask),
      endpoint: target.endpoint,
      credential: tagOf(own.authentication),
      nowMs: Date.now(),
    })
    return redacted(swept, createSecrets(secretsOf(target.keyring)))
  } finally {
    await driver.close()
  }
}
