/** The gate: tries a release, the one before it, and plain HTTP as the control,
 * and decides whether the release may be published. */
import { createHash } from 'node:crypto'
import { startEmbedded } from '../auth/embedded.ts'
import type { Target } from '../auth/target.ts'
import { checkPackageEntry } from '../checks/package-entry.ts'
import { createSdkClient } from '../drivers/sdk/client.ts'
import type { PackageFacts } from '../drivers/sdk/inspect.ts'
import { wrongNode } from '../drivers/sdk/node.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import type { Contract } from '../model/contract.ts'
import type { Case } from '../model/scenario.ts'
import { decide } from './decide.ts'
import type { Decision } from './decide.ts'
import { factsOf } from './facts.ts'
import { nothingTried, together } from './found.ts'
import type { CallEvidence, Tried } from './found.ts'
import { triesOf } from './reduced.ts'
import { loadCases } from './load-cases.ts'
import { tryConditions } from './try-conditions.ts'
import { tryScenarios } from './try-scenarios.ts'

export type GateResult = Decision & {
  readonly release: ReleaseShown
  readonly baseline: ReleaseShown | null
  readonly contract: { readonly source: string; readonly sha256: string }
  readonly target: string
  readonly startedAt: string
  readonly durationMs: number
  /** Of the release alone. */
  readonly judged: Pick<Tried, 'cases' | 'calls' | 'requests'>
}

type ReleaseShown = Pick<
  InstalledRelease,
  'name' | 'version' | 'language' | 'integrity' | 'resolved' | 'runtime'
>

export type GateOptions = {
  readonly release: InstalledRelease
  /** Undefined if there is nothing to compare with. */
  readonly baseline: InstalledRelease | undefined
  readonly contractFile: string
  readonly scenariosDir: string
  readonly runId: string
}

export type Judged = {
  readonly result: GateResult
  readonly calls: readonly WhoseEvidence[]
}

type WhoseEvidence = CallEvidence & { readonly who: 'release' | 'baseline' }

/** All parties get a sandbox of their own. */
export async function judgeRelease({
  release,
  baseline,
  runId,
  ...files
}: GateOptions): Promise<Judged> {
  const startedAtMs = Date.now()
  const { contract, sdkCases, apiCases } = await loadCases(files)
  const { contractFile } = files
  const means = { contract, contractFile, runId }
  const [facts, factsBefore] = await Promise.all([
    factsOf(release),
    baseline && factsOf(baseline),
  ])
  const [ofRelease, ofBaseline, control] = await Promise.all([
    tryRelease(release, { ...means, cases: sdkCases, facts, factsBefore }),
    baseline && tryRelease(baseline, { ...means, cases: sdkCases }),
    onSandbox(contractFile, (target) =>
      tryScenarios({ target, contract, runId, cases: apiCases }),
    ),
  ])
  const { cases, calls, requests } = ofRelease
  const sha256 = createHash('sha256').update(contract.text).digest('hex')
  const result: GateResult = {
    ...decide({ release: ofRelease, baseline: ofBaseline, control }),
    release: shown(release),
    baseline: baseline ? shown(baseline) : null,
    contract: { source: contract.source, sha256 },
    target: 'sandbox',
    startedAt: new Date(startedAtMs).toISOString(),
    durationMs: Date.now() - startedAtMs,
    judged: { cases, calls, requests },
  }
  return {
    result,
    calls: [
      ...ofRelease.evidence.map((it) => ({ who: 'release' as const, ...it })),
      ...(ofBaseline?.evidence ?? []).map((it) => ({
        who: 'baseline' as const,
        ...it,
      })),
    ],
  }
}

function shown(release: InstalledRelease): ReleaseShown {
  const { name, version, language, integrity, resolved, runtime } = release
  return { name, version, language, integrity, resolved, runtime }
}

async function tryRelease(
  release: InstalledRelease,
  {
    cases,
    contract,
    contractFile,
    runId,
    facts,
    factsBefore,
  }: {
    readonly cases: readonly Case[]
    readonly contract: Contract
    readonly contractFile: string
    readonly runId: string
    readonly facts?: PackageFacts | undefined
    readonly factsBefore?: PackageFacts | undefined
  },
): Promise<Tried> {
  const findings = facts ? checkPackageEntry(facts, factsBefore) : []
  const ofPackage: Tried = { ...nothingTried, findings }
  const client = createSdkClient(release, contract)
  const tries = triesOf(release.language, cases)
  try {
    const reason = await client.failure()
    if (reason !== undefined)
      return {
        // Another Node may load it.
        ...(wrongNode(release) === undefined ? ofPackage : nothingTried),
        notJudged: [{ what: 'calls of the release', reason }],
      }
    const [conditions, scenarios] = await Promise.all([
      tryConditions(client, {
        contract,
        chosen: tries.conditions,
        hasOperation: tries.hasOperation,
      }),
      onSandbox(contractFile, (target) =>
        tryScenarios({
          target,
          contract,
          runId,
          cases: tries.cases,
          release,
        }),
      ),
    ])
    return together([ofPackage, conditions, scenarios])
  } finally {
    await client.close()
  }
}

async function onSandbox(
  contractFile: string,
  use: (target: Target) => Promise<Tried>,
): Promise<Tried> {
  const { target, stop } = await startEmbedded('sandbox', { contractFile })
  try {
    return await use(target)
  } finally {
    await stop()
  }
}
