/** Tools: what every case of a run works with. */
import { askAs } from './ask.ts'
import type { Own } from './ask.ts'
import { noLedger, openLedger } from './cleanup/ledger.ts'
import type { Ledger } from './cleanup/ledger.ts'
import type { Contract } from './contract/types.ts'
import { createValidator } from './contract/validator.ts'
import type { Validator } from './contract/validator.ts'
import { secretsOf } from './credential.ts'
import { createApiDriver } from './drivers/api.ts'
import type { Driver, Limits } from './drivers/driver.ts'
import { withPatience } from './drivers/patience.ts'
import { createProofs } from './proof.ts'
import type { Proofs } from './proof.ts'
import type { Target } from './target.ts'

export type Tools = {
  readonly target: Target
  readonly contract: Contract
  readonly validator: Validator
  readonly driver: Driver
  readonly proofs: Proofs
  /** Values that are secret from the start. */
  readonly secrets: readonly string[]
  /** Names the run in markers; short, of letters and digits. */
  readonly runId: string
  /** Where what may have been made is written down. */
  readonly ledger: Ledger
  /** Cleans up; absent where the target has no credential of the monitor's. */
  readonly own?: Own
}

/** The caller closes the driver and the ledger.
 * @param open makes the driver; Playwright's request context by default. */
export async function createTools({
  target,
  contract,
  limits,
  runId,
  ledgerFolder,
  validator = createValidator(contract),
  open = createApiDriver,
}: Pick<Tools, 'target' | 'contract' | 'runId'> & {
  readonly limits: Limits
  /** Where ledgers are kept; none for a target that ends with the run. */
  readonly ledgerFolder?: string | undefined
  readonly validator?: Validator
  readonly open?: (endpoint: string, limits: Limits) => Driver | Promise<Driver>
}): Promise<Tools> {
  const driver = withPatience(await open(target.endpoint, limits), limits)
  const own = askAs({ contract, target, driver })
  return {
    target,
    contract,
    validator,
    driver,
    proofs: createProofs(contract, driver),
    secrets: secretsOf(target.keyring),
    runId,
    ledger:
      ledgerFolder === undefined
        ? noLedger
        : openLedger(ledgerFolder, {
            runId,
            endpoint: target.endpoint,
            credential: own?.tag ?? '',
          }),
    ...(own && { own }),
  }
}
