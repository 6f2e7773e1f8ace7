/** Tools: what every case of a run works with. */
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
}

/** The caller closes the driver.
 * @param open makes the driver; Playwright's request context by default. */
export async function createTools({
  target,
  contract,
  limits,
  runId,
  secrets = [],
  validator = createValidator(contract),
  open = createApiDriver,
}: Pick<Tools, 'target' | 'contract' | 'runId'> & {
  readonly limits: Limits
  /** Values that are secret beside the target's own. */
  readonly secrets?: readonly string[]
  readonly validator?: Validator
  readonly open?: (endpoint: string, limits: Limits) => Driver | Promise<Driver>
}): Promise<Tools> {
  const driver = withPatience(await open(target.endpoint, limits), limits)
  return {
    target,
    contract,
    validator,
    driver,
    proofs: createProofs(contract, driver),
    secrets: [...new Set([...secretsOf(target.keyring), ...secrets])],
    runId,
  }
}
