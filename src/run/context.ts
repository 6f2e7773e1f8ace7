/** Tools: what every case of a run works with. */
import { askAs, tagOf } from '../auth/own-call.ts'
import type { Own } from '../auth/own-call.ts'
import { realClock } from '../transport/clock.ts'
import type { Clock } from '../transport/clock.ts'
import { noLedger, openLedger } from '../cleanup/ledger.ts'
import type { Ledger } from '../cleanup/ledger.ts'
import { readsOf } from '../contract/reads.ts'
import type { Contract } from '../model/contract.ts'
import { createValidator } from '../contract/validate/validator.ts'
import type { Validator } from '../contract/validate/validator.ts'
import { secretsOf } from '../auth/credential.ts'
import { createApiDriver } from '../transport/playwright.ts'
import type { Driver, Limits } from '../transport/transport.ts'
import { withPatience } from '../transport/policy/retry-after.ts'
import { withSecondTry } from '../transport/policy/retry.ts'
import type { Toll } from '../transport/policy/budget.ts'
import { withGuards } from '../transport/policy/limits.ts'
import type { GuardOptions } from '../transport/policy/limits.ts'
import { isRead } from '../transport/policy/read-only.ts'
import { createCredentialChecks } from '../auth/credential-check.ts'
import type { Memory, CredentialChecks } from '../auth/credential-check.ts'
import type { Target } from '../auth/target.ts'

export type Tools = {
  readonly target: Target
  readonly contract: Contract
  readonly validator: Validator
  readonly driver: Driver
  /** The same way to the API, for what takes back what was made. */
  readonly undoDriver: Driver
  /** Counts what a page sends by itself; absent where nothing is counted. */
  readonly toll?: Toll
  readonly clock: Clock
  readonly credentialChecks: CredentialChecks
  /** Values that are secret from the start. */
  readonly secrets: readonly string[]
  /** Names the run in markers; short, of letters and digits. */
  readonly runId: string
  /** Where what may have been made is written down. */
  readonly ledger: Ledger
  /** Cleans up; absent where the target has no credential of the monitor's. */
  readonly own?: Own
  /** What was found and need not be found again, by fingerprints. */
  readonly told?: Memory
  /** The only workspace that replies may speak of. */
  readonly workspaceId?: string
}

/** The caller closes the driver and the ledger.
 * @param open makes the driver; Playwright's request context by default.
 * @param guards none for an embedded target that nobody else uses. */
export async function createTools({
  target,
  contract,
  limits,
  runId,
  ledgerFolder,
  secrets = [],
  validator = createValidator(contract),
  open = createApiDriver,
  clock = realClock,
  memory,
  told,
  guards,
}: Pick<Tools, 'target' | 'contract' | 'runId'> & {
  readonly limits: Limits
  /** Where ledgers are kept; none for a target that ends with the run. */
  readonly ledgerFolder?: string | undefined
  /** Values that are secret beside the target's own. */
  readonly secrets?: readonly string[]
  readonly validator?: Validator
  readonly open?: (endpoint: string, limits: Limits) => Driver | Promise<Driver>
  readonly clock?: Clock
  readonly memory?: Memory
  readonly told?: Memory
  readonly guards?: GuardOptions
}): Promise<Tools> {
  const bare = await open(target.endpoint, limits)
  const reads = readsOf(contract)
  const guarded = guards
    ? withGuards(bare, { ...guards, reads })
    : { driver: bare, undoDriver: bare, toll: undefined }
  // Outside of the guards: what is sent again is counted and paced again.
  const persistent = (inner: Driver): Driver =>
    withSecondTry(withPatience(inner, { ...limits, ...clock }), {
      ...clock,
      pauseMs: limits.pauseMs,
      isRead: (request) => isRead(request, reads),
    })
  const driver = persistent(guarded.driver)
  const workspaceId = guards?.rules.workspaceId
  const undoDriver = persistent(guarded.undoDriver)
  const own = askAs({ contract, target, driver: undoDriver })
  return {
    target,
    contract,
    validator,
    driver,
    undoDriver,
    ...(guarded.toll && { toll: guarded.toll }),
    clock,
    credentialChecks: createCredentialChecks(contract, driver, memory),
    secrets: [...new Set([...secretsOf(target.keyring), ...secrets])],
    runId,
    ledger:
      ledgerFolder === undefined
        ? noLedger
        : openLedger(ledgerFolder, {
            runId,
            endpoint: target.endpoint,
            credential: own ? tagOf(own.authentication) : '',
          }),
    ...(own && { own }),
    ...(told && { told }),
    ...(workspaceId !== undefined && { workspaceId }),
  }
}
