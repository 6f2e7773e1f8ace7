/** Tries the three parties: the release, the one before it, and plain HTTP. */
import { estimateRequests } from '../cases/estimate.ts'
import type { Settings } from '../config/settings.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import type { Contract } from '../model/contract.ts'
import { UsageError } from '../model/problem.ts'
import type { Swept } from '../model/swept.ts'
import { factsOf } from './facts.ts'
import { nothingTried } from './found.ts'
import type { Tried } from './found.ts'
import { loadCases } from './load-cases.ts'
import { looksAt } from './parts.ts'
import type { Choice } from './parts.ts'
import { openGateTarget } from './target.ts'
import type { GateSettings } from './target.ts'
import { tryPlainHttp } from './try-plain-http.ts'
import { tryRelease } from './try-release.ts'

export type PartiesOptions = Choice & {
  readonly release: InstalledRelease
  /** Undefined if there is nothing to compare with. */
  readonly baseline: InstalledRelease | undefined
  /** Whose package it is compared with; the baseline's by default. */
  readonly before?: InstalledRelease | undefined
  readonly settings: GateSettings & Pick<Settings, 'scenariosDir'>
  /** Prints how many requests are planned. */
  readonly announce: (line: string) => void
  /** Whether somebody has stopped the gate. */
  readonly isStopped: () => boolean
}

export type Parties = {
  readonly contract: Contract
  /** Its name. */
  readonly target: string
  readonly ofRelease: Tried
  readonly ofBaseline: Tried | undefined
  readonly control: Tried
  readonly swept: Swept
}

/** The control comes last: it uses the methods of HTTP that the release used.
 * @throws UsageError if the plan needs more requests than allowed. */
export async function tryParties({
  release,
  baseline,
  before = baseline,
  settings,
  announce,
  isStopped,
  ...choice
}: PartiesOptions): Promise<Parties> {
  const { contract, sdkCases, apiCases } = await loadCases(settings)
  const parties = [apiCases, sdkCases, ...(baseline ? [sdkCases] : [])]
  const { planned, spare, excess } = estimateRequests(
    { cases: parties.flat(), cells: [], contract },
    { ...settings, workers: parties.length },
  )
  if (excess) throw new UsageError([{ ...excess, hint: 'allow more requests' }])
  announce(planned)
  const by = { spareRequests: spare, isStopped }
  const target = await openGateTarget(settings, by)
  const { runId } = settings
  const means = { ...choice, contract, target, runId, cases: sdkCases }
  const isInspected = looksAt('package', choice) || looksAt('types', choice)
  const [facts, factsBefore] = isInspected
    ? await Promise.all([factsOf(release), before && factsOf(before)])
    : []
  const [ofRelease, ofBaseline] = await Promise.all([
    tryRelease(release, { ...means, facts, factsBefore }),
    baseline && tryRelease(baseline, { ...means, facts: factsBefore }),
  ])
  const { operations } = ofRelease
  const asked = { ...means, cases: apiCases, operations }
  // Without a call of the release there is nothing to compare it with.
  const control =
    ofRelease.calls === 0 ? nothingTried : await tryPlainHttp(asked)
  const swept = await target.close()
  return {
    contract,
    target: target.name,
    ofRelease,
    ofBaseline,
    control,
    swept,
  }
}
