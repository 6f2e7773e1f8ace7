/** The gate: tries a release, the one before it, and plain HTTP as the control,
 * and decides whether the release may be published. */
import { createHash } from 'node:crypto'
import { startEmbedded } from '../auth/embedded.ts'
import type { Target } from '../auth/target.ts'
import { loadSuite } from '../cases/suite.ts'
import { checkPackageEntry } from '../checks/package-entry.ts'
import { createSdkClient } from '../drivers/sdk/client.ts'
import { inspectRelease } from '../drivers/sdk/inspect.ts'
import type { PackageFacts } from '../drivers/sdk/inspect.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import type { Contract } from '../model/contract.ts'
import type { Case } from '../model/scenario.ts'
import { decide } from './decide.ts'
import type { Decision } from './decide.ts'
import { callsOf, conditionsOf, nothingTried, together } from './found.ts'
import type { Tried, WhoseCall } from './found.ts'
import { tryConditions } from './try-conditions.ts'
import { tryControl } from './try-control.ts'
import { tryScenarios } from './try-scenarios.ts'

export type GateResult = Decision & {
  readonly release: ReleaseShown
  readonly baseline: ReleaseShown | null
  readonly contract: { readonly source: string; readonly sha256: string }
  readonly target: string
  readonly startedAt: string
  readonly durationMs: number
  /** Of the release alone. */
  readonly judged: Pick<Tried, 'cases' | 'calls' | 'requests'> & {
    readonly conditions: number
  }
}

type ReleaseShown = Pick<
  InstalledRelease,
  'name' | 'version' | 'integrity' | 'resolved'
> & { readonly runtime: string }

export type GateOptions = {
  readonly release: InstalledRelease
  /** Undefined if there is nothing to compare with. */
  readonly baseline: InstalledRelease | undefined
  /** Whose package it is compared with; the baseline's by default. */
  readonly before?: InstalledRelease | undefined
  readonly contractFile: string
  readonly scenariosDir: string
  readonly runId: string
}

export type Judged = {
  readonly result: GateResult
  /** Of all parties. */
  readonly calls: readonly WhoseCall[]
}

/** All parties get a sandbox of their own. */
export async function judgeRelease({
  release,
  baseline,
  before = baseline,
  runId,
  ...files
}: GateOptions): Promise<Judged> {
  const startedAtMs = Date.now()
  const { contract, sdkCases, apiCases } = await loadCases(files)
  const { contractFile } = files
  const means = { contract, contractFile, runId }
  const facts = await inspectRelease(release)
  const factsBefore = before && (await inspectRelease(before))
  const [ofRelease, ofBaseline, control] = await Promise.all([
    tryRelease(release, { ...means, cases: sdkCases, facts, factsBefore }),
    baseline && tryRelease(baseline, { ...means, cases: sdkCases }),
    tryPlainHttp({ ...means, cases: apiCases }),
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
    judged: { cases, calls, requests, conditions: conditionsOf(ofRelease) },
  }
  return {
    result,
    calls: [
      ...callsOf('release', ofRelease),
      ...callsOf('baseline', ofBaseline),
      ...callsOf('control', control),
    ],
  }
}

function shown(release: InstalledRelease): ReleaseShown {
  const { name, version, integrity, resolved } = release
  return { name, version, integrity, resolved, runtime: process.version }
}

async function loadCases(
  files: Pick<GateOptions, 'contractFile' | 'scenariosDir'>,
): Promise<{
  readonly contract: Contract
  readonly sdkCases: readonly Case[]
  readonly apiCases: readonly Case[]
}> {
  const settings = { ...files, tags: ['gate', 'validation'] }
  const { contract, cases, scenarios, problems } = await loadSuite({
    ...settings,
    driver: 'sdk',
  })
  const [problem] = problems
  if (problem) throw new Error(problem.fact)
  const api = await loadSuite({
    ...settings,
    driver: 'api',
    checked: { scenarios, problems },
  })
  return {
    contract,
    sdkCases: cases,
    apiCases: api.cases.filter(({ scenario }) =>
      scenario.drivers.includes('sdk'),
    ),
  }
}

type Means = {
  readonly cases: readonly Case[]
  readonly contract: Contract
  readonly contractFile: string
  readonly runId: string
}

async function tryPlainHttp({
  cases,
  contract,
  contractFile,
  runId,
}: Means): Promise<Tried> {
  const [conditions, scenarios] = await Promise.all([
    tryControl({ contract }),
    onSandbox(contractFile, (target) =>
      tryScenarios({ target, contract, runId, cases }),
    ),
  ])
  return together([conditions, scenarios])
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
  }: Means & {
    readonly facts?: PackageFacts
    readonly factsBefore?: PackageFacts | undefined
  },
): Promise<Tried> {
  const findings = facts ? checkPackageEntry(facts, factsBefore) : []
  const inspected: Tried = { ...nothingTried, findings }
  const client = createSdkClient(release)
  try {
    const reason = await client.failure()
    if (reason !== undefined)
      return {
        ...inspected,
        notJudged: [{ what: 'calls of the release', reason }],
      }
    const [conditions, scenarios] = await Promise.all([
      tryConditions(client, { contract }),
      onSandbox(contractFile, (target) =>
        tryScenarios({ target, contract, runId, cases, sdk: release.folder }),
      ),
    ])
    return together([inspected, conditions, scenarios])
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
