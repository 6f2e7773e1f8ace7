/** Tries one release with all that the gate looks at. */
import { startEmbedded } from '../auth/embedded.ts'
import type { Target } from '../auth/target.ts'
import { checkPackage } from '../checks/package.ts'
import { createSdkClient } from '../drivers/sdk/client.ts'
import type { SdkClient } from '../drivers/sdk/client.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import type { Contract } from '../model/contract.ts'
import type { PackageFacts } from '../model/package-facts.ts'
import type { Case } from '../model/scenario.ts'
import { conditions } from './conditions.ts'
import { nothingTried, together } from './found.ts'
import type { Tried } from './found.ts'
import { looksAt } from './parts.ts'
import type { Choice } from './parts.ts'
import { tryConditions } from './try-conditions.ts'
import { tryScenarios } from './try-scenarios.ts'
import { tryTypes } from './try-types.ts'

export type ReleaseOptions = Choice & {
  readonly cases: readonly Case[]
  readonly contract: Contract
  readonly contractFile: string
  readonly runId: string
  readonly facts: PackageFacts
  /** Of the baseline. */
  readonly factsBefore?: PackageFacts | undefined
}

export async function tryRelease(
  release: InstalledRelease,
  options: ReleaseOptions,
): Promise<Tried> {
  const { facts, factsBefore } = options
  const inspected: Tried = {
    ...nothingTried,
    findings: looksAt('package', options)
      ? checkPackage(facts, factsBefore)
      : [],
  }
  if (options.only === 'package') return inspected
  const client = createSdkClient(release)
  try {
    const reason = await client.failure()
    if (reason !== undefined)
      return {
        ...inspected,
        notJudged: [{ what: 'calls of the release', reason }],
      }
    const isCalled = looksAt('conditions', options)
    const tried = await Promise.all([
      (isCalled || looksAt('types', options)) &&
        tryQuickly(client, { ...options, release }),
      isCalled && !options.isQuick && trySlowly(release, options),
      looksAt('wire', options) && tryWire(release, options),
    ])
    return together([inspected, ...tried.filter((it) => it !== false)])
  } finally {
    await client.close()
  }
}

/** The types are those of the values that calls return. */
async function tryQuickly(
  client: SdkClient,
  {
    release,
    ...options
  }: ReleaseOptions & { readonly release: InstalledRelease },
): Promise<Tried> {
  const { contract, facts } = options
  const chosen = conditions.filter(({ isSlow }) => !isSlow)
  const called = await tryConditions(client, { contract, chosen })
  if (!looksAt('types', options)) return called
  const { evidence } = called
  const typed = await tryTypes(release, { facts, evidence })
  return looksAt('conditions', options)
    ? together([called, typed])
    : together([{ ...called, findings: [], notJudged: [] }, typed])
}

/** In a process of its own: a call that ends the other one would end these. */
async function trySlowly(
  release: InstalledRelease,
  { contract }: ReleaseOptions,
): Promise<Tried> {
  const client = createSdkClient(release)
  try {
    const chosen = conditions.filter(({ isSlow }) => isSlow)
    return await tryConditions(client, { contract, chosen })
  } finally {
    await client.close()
  }
}

async function tryWire(
  { folder: sdk }: InstalledRelease,
  { contract, contractFile, runId, cases }: ReleaseOptions,
): Promise<Tried> {
  return onSandbox(contractFile, (target) =>
    tryScenarios({ target, contract, runId, cases, sdk }),
  )
}

export async function onSandbox(
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
