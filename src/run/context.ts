/** The run context: everything that the cases of one worker share. */
import {
  createCredentialChecks,
  type CredentialChecks,
  type Memory,
} from '../auth/credential-check.ts'
import { secretsOf } from '../auth/credential.ts'
import { createOwnCalls } from '../auth/own-call.ts'
import type { OwnCalls } from '../auth/own-call.ts'
import type { Target } from '../auth/target.ts'
import type { Check } from '../checks/check.ts'
import { ladder } from '../checks/index.ts'
import type { Ledger } from '../cleanup/ledger.ts'
import type { Proof } from '../cleanup/proof.ts'
import { readsOf } from '../contract/reads.ts'
import { createValidator } from '../contract/validate/validator.ts'
import type { Validator } from '../contract/validate/validator.ts'
import type {
  DriverOptions,
  DriverSource,
  OpenDriver,
} from '../drivers/driver.ts'
import { openApi } from '../drivers/http.ts'
import type { AcceptedBy } from '../model/acceptance.ts'
import type { AdoptedAs } from '../model/basis.ts'
import type { Contract } from '../model/contract.ts'
import { realClock, type Clock } from '../transport/clock.ts'
import { createPlaywrightTransport } from '../transport/playwright.ts'
import type { Reads } from '../transport/policy/read-only.ts'
import { limitsOf } from '../transport/policy/limits.ts'
import type { LimitOptions } from '../transport/policy/limits.ts'
import { withPolicies } from '../transport/policy/policy.ts'
import type { Policy } from '../transport/policy/policy.ts'
import type { Limits, Transport } from '../transport/transport.ts'
import { createSecrets, type Secrets } from '../secrets/redact.ts'
import type { Answering } from './answering.ts'
import { callLimitOf } from './call.ts'
import { openCleanup } from './open-cleanup.ts'
import { retriesOf } from './retries.ts'
import { openRecollections } from './recollections.ts'
import type { SeenMemory } from './seen.ts'

export type RunContext = {
  readonly target: Target
  readonly contract: Contract
  readonly validator: Validator
  /** What each exchange is judged by, in order. */
  readonly checks: readonly Check[]
  /** Opens a driver for each case. */
  readonly source: DriverSource
  /** For requests that no driver sends: within the limits, with retries. */
  readonly transport: Transport
  /** Put them around every transport that a driver uses. */
  readonly limits: readonly Policy[]
  readonly clock: Clock
  /** How long a driver may take for one call. */
  readonly callLimitMs: number
  readonly credentialChecks: CredentialChecks
  readonly answering: Answering
  readonly seen: SeenMemory
  /** Values that are secret from the start. */
  readonly secrets: readonly string[]
  /** For one case: also what the API hands out during it. */
  readonly openSecrets: () => Secrets
  /** The id of the run in markers; a few letters and digits. */
  readonly runId: string
  readonly ledger: Ledger
  /** For cleanup; absent if the monitor's own credential is not configured. */
  readonly own?: OwnCalls
  /** Shows that sessions can be deleted; absent for a target that ends with the
   * run. */
  readonly proof?: Proof
  /** Nothing is noted or deleted: what is created ends with the target. */
  readonly isDisposable?: boolean
  /** Fingerprints that the run has reported already and need not report
   * again. */
  readonly known?: Memory
  /** Known issues, by fingerprint. */
  readonly accepted?: ReadonlyMap<string, AcceptedBy>
  /** Who has adopted an assumption; no team, by default. */
  readonly adoptedBy?: AdoptedAs
  /** The only workspace that responses may come from. */
  readonly workspaceId?: string
  readonly close: () => Promise<void>
}

export type ContextOptions = Pick<
  RunContext,
  'target' | 'contract' | 'runId' | 'accepted' | 'adoptedBy'
> &
  Pick<
    DriverOptions,
    | 'browserKind'
    | 'pageOrigin'
    | 'components'
    | 'sdk'
    | 'node'
    | 'pageTimeoutMs'
  > & {
    readonly limits: Limits
    /** The folder of the ledgers; absent for a target that ends with the
     * run. */
    readonly ledgerFolder?: string | undefined
    /** Secrets that are not among the target's credentials. */
    readonly secrets?: readonly string[]
    /** Redaction by default; for a target whose secrets are made up it may be
     * left out. */
    readonly openSecrets?: (known: readonly string[]) => Secrets
    readonly validator?: Validator
    /** Those of the contract by default. */
    readonly reads?: Reads
    /** The whole ladder by default. */
    readonly checks?: readonly Check[]
    /** The `api` driver by default. */
    readonly driver?: OpenDriver
    /** Playwright's request context by default. */
    readonly connect?: (
      endpoint: string,
      limits: Limits,
    ) => Transport | Promise<Transport>
    readonly clock?: Clock
    /** By default as the limits and the rate ask. */
    readonly callLimitMs?: number
    /** Credentials that the API rejects everywhere, found by other
     * processes. */
    readonly memory?: Memory
    readonly known?: Memory
    /** Absent for an embedded target: only this run uses it. */
    readonly guards?: LimitOptions
  }

export async function openContext({
  target,
  contract,
  limits,
  runId,
  ledgerFolder,
  secrets = [],
  openSecrets = createSecrets,
  validator = createValidator(contract),
  reads = readsOf(contract),
  checks = ladder,
  driver = openApi,
  connect = createPlaywrightTransport,
  clock = realClock,
  callLimitMs,
  memory,
  known,
  accepted,
  adoptedBy,
  guards,
  ...forDriver
}: ContextOptions): Promise<RunContext> {
  const { endpoint } = target
  const bare = await connect(endpoint, limits)
  const policies = guards ? limitsOf({ ...guards, reads }) : []
  const retries = retriesOf({ limits, clock, reads })
  const transport = withPolicies(bare, [...retries, ...policies])
  const means = { target, contract, limits, retries, transport: bare }
  const source = await driver({ ...forDriver, ...means })
  const own = createOwnCalls({ contract, target, transport })
  const cleanup = openCleanup(ledgerFolder, { runId, target, own, known })
  const { workspaceId } = guards?.rules ?? {}
  const allSecrets = [...new Set([...secretsOf(target.keyring), ...secrets])]
  return {
    target,
    contract,
    validator,
    checks,
    source,
    transport,
    limits: policies,
    clock,
    callLimitMs: callLimitMs ?? callLimitOf(limits, { guards, ...forDriver }),
    ...openRecollections(allSecrets, target),
    credentialChecks: createCredentialChecks(contract, transport, memory),
    secrets: allSecrets,
    openSecrets: () => openSecrets(allSecrets),
    runId,
    ...cleanup,
    ...(own && { own }),
    ...(known && { known }),
    ...(accepted && { accepted }),
    ...(adoptedBy && { adoptedBy }),
    ...(workspaceId !== undefined && { workspaceId }),
    close: async () => {
      for (const it of [source, transport, cleanup.ledger]) await it.close()
    },
  }
}
