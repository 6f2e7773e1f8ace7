/** Tools: what every case of a run works with. */
import { readsOf } from './contract/reads.ts'
import type { Contract } from './contract/types.ts'
import { createValidator } from './contract/validator.ts'
import type { Validator } from './contract/validator.ts'
import { secretsOf } from './credential.ts'
import { createApiDriver } from './drivers/api.ts'
import type { Driver, Limits } from './drivers/driver.ts'
import { withPatience } from './drivers/patience.ts'
import { withSecondTry } from './drivers/second-try.ts'
import { withGuards } from './guards/guard.ts'
import type { GuardOptions } from './guards/guard.ts'
import { isRead } from './guards/read-only.ts'
import { createProofs } from './proof.ts'
import type { Proofs } from './proof.ts'
import type { Target } from './target.ts'

export type Tools = {
  readonly target: Target
  readonly contract: Contract
  readonly validator: Validator
  readonly driver: Driver
  /** The same way to the API, for what takes back what was made. */
  readonly undoDriver: Driver
  readonly proofs: Proofs
  /** Values that are secret from the start. */
  readonly secrets: readonly string[]
  /** Names the run in markers; short, of letters and digits. */
  readonly runId: string
  /** The only workspace that replies may speak of. */
  readonly workspaceId?: string
}

/** The caller closes the driver.
 * @param open makes the driver; Playwright's request context by default.
 * @param guards none for an embedded target that nobody else uses. */
export async function createTools({
  target,
  contract,
  limits,
  runId,
  validator = createValidator(contract),
  open = createApiDriver,
  guards,
}: Pick<Tools, 'target' | 'contract' | 'runId'> & {
  readonly limits: Limits
  readonly validator?: Validator
  readonly open?: (endpoint: string, limits: Limits) => Driver | Promise<Driver>
  readonly guards?: GuardOptions
}): Promise<Tools> {
  const bare = await open(target.endpoint, limits)
  const reads = readsOf(contract)
  const guarded = guards
    ? withGuards(bare, { ...guards, reads })
    : { driver: bare, undoDriver: bare }
  // Outside of the guards: what is sent again is counted and paced again.
  const persistent = (inner: Driver): Driver =>
    withSecondTry(withPatience(inner, limits), {
      pauseMs: limits.pauseMs,
      isRead: (request) => isRead(request, reads),
    })
  const driver = persistent(guarded.driver)
  const workspaceId = guards?.rules.workspaceId
  return {
    target,
    contract,
    validator,
    driver,
    undoDriver: persistent(guarded.undoDriver),
    proofs: createProofs(contract, driver),
    secrets: secretsOf(target.keyring),
    runId,
    ...(workspaceId !== undefined && { workspaceId }),
  }
}
