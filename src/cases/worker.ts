/** A worker: opens what its cases share, as the settings ask. */
import { acceptedIn } from '../acceptance/settle.ts'
import { countsFolder, openMemory, runningTarget } from '../config/handover.ts'
import type { Settings } from '../config/settings.ts'
import { ledgerFolder } from '../cleanup/ledger.ts'
import { loadContract } from '../contract/load.ts'
import type { BrowserKind } from '../drivers/browser/kinds.ts'
import { drivers } from '../drivers/index.ts'
import { openContext } from '../run/context.ts'
import type { RunContext } from '../run/context.ts'
import { secretsIn } from '../secrets/audit/environment.ts'
import { openCounters } from '../transport/policy/limits.ts'
import { adoptedOf } from './adopted.ts'
import { knownIssuesOf } from './known-issues.ts'

/** The caller closes it. */
export async function openWorker(
  settings: Settings,
  {
    driver,
    browserKind,
    atOnce = 1,
    stopped,
  }: {
    readonly driver: string
    readonly browserKind: BrowserKind
    /** Requests under way at the same time. */
    readonly atOnce?: number
    /** Aborted when a person stops the run. */
    readonly stopped?: AbortSignal
  },
): Promise<RunContext> {
  const { choice, contractFile, limits, reportsDir, runId } = settings
  const { rules, workers, pageOrigin, components, sdk, node } = settings
  const open = drivers[driver]
  if (!open) throw new Error(`there is no driver "${driver}"`)
  return openContext({
    target: runningTarget(),
    contract: loadContract(contractFile),
    limits,
    runId,
    browserKind,
    ...(pageOrigin && { pageOrigin }),
    ...(components && { components }),
    ...(sdk && { sdk }),
    ...(node && { node }),
    driver: open,
    secrets: secretsIn(process.env).map(([, value]) => value),
    memory: openMemory(reportsDir, 'refused'),
    known: openMemory(reportsDir, 'known'),
    accepted: acceptedIn(await knownIssuesOf(settings)),
    adoptedBy: await adoptedOf(settings),
    // What the suite starts itself ends with the run, and all that is in it.
    ledgerFolder:
      choice.kind === 'remote' ? ledgerFolder(reportsDir) : undefined,
    guards: {
      rules,
      workers,
      atOnce,
      ...(stopped && { stopped }),
      counters: openCounters(countsFolder(reportsDir)),
    },
  })
}
