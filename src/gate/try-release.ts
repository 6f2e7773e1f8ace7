/** Tries one release with all that the gate looks at. */
import { checkPackage } from '../checks/package.ts'
import { createSdkClient } from '../drivers/sdk/client.ts'
import type { SdkClient } from '../drivers/sdk/client.ts'
import { wrongNode } from '../drivers/sdk/node.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import type { Contract } from '../model/contract.ts'
import type { PackageFacts } from '../model/package-facts.ts'
import type { Case } from '../model/scenario.ts'
import { nothingTried, together } from './found.ts'
import type { Tried } from './found.ts'
import { looksAt } from './parts.ts'
import type { Choice } from './parts.ts'
import { triesOf } from './reduced.ts'
import type { GateTarget } from './target.ts'
import { tryConditions } from './try-conditions.ts'
import { tryScenarios } from './try-scenarios.ts'
import { tryTypes } from './try-types.ts'
import { tryWaiting } from './try-waiting.ts'

export type ReleaseOptions = Choice & {
  readonly cases: readonly Case[]
  readonly contract: Contract
  /** Of the scenarios. */
  readonly target: GateTarget
  readonly runId: string
  /** Only of a package of JavaScript. */
  readonly facts?: PackageFacts | undefined
  /** Of the baseline. */
  readonly factsBefore?: PackageFacts | undefined
}

const toLoad =
  'install the release in an empty folder and load it there by hand; another Node is named with --runtime'

export async function tryRelease(
  release: InstalledRelease,
  options: ReleaseOptions,
): Promise<Tried> {
  const { facts, factsBefore } = options
  const isInspected = facts !== undefined && looksAt('package', options)
  const inspected: Tried = {
    ...nothingTried,
    // Without a baseline, nothing can be missing.
    looked:
      isInspected && factsBefore
        ? [{ path: '', condition: '', wrong: [] }]
        : [],
    findings: isInspected ? checkPackage(facts, factsBefore) : [],
  }
  if (options.only === 'package') return inspected
  const client = createSdkClient(release, { contract: options.contract })
  try {
    const reason = await client.failure()
    const isOfNode = wrongNode(release) !== undefined && !loads(factsBefore)
    if (reason !== undefined)
      return {
        // Another Node may load it, where this one loads no release.
        ...(isOfNode ? nothingTried : inspected),
        notJudged: [{ what: 'calls of the release', reason, fix: toLoad }],
      }
    const isCalled = looksAt('conditions', options)
    const tried = await Promise.all([
      (isCalled || looksAt('types', options)) &&
        tryQuickly(client, { ...options, release }),
      isCalled && !options.isQuick && tryWaiting(release, options),
      looksAt('wire', options) && tryWire(release, options),
    ])
    return together([inspected, ...tried.filter((it) => it !== false)])
  } finally {
    await client.close()
  }
}

function loads(facts: PackageFacts | undefined): boolean {
  return Object.values(facts?.entries ?? {}).some((ways) =>
    Object.values(ways).some(({ error }) => error === undefined),
  )
}

/** The types are those of the values that calls return. */
async function tryQuickly(
  client: SdkClient,
  {
    release,
    ...options
  }: ReleaseOptions & { readonly release: InstalledRelease },
): Promise<Tried> {
  const { contract, facts, cases } = options
  const { conditions, hasOperation } = triesOf(release.language, cases)
  const chosen = conditions.filter(({ isSlow }) => !isSlow)
  const asked = { contract, chosen, hasOperation }
  const called = await tryConditions(client, asked)
  if (!facts || !looksAt('types', options)) return called
  const { evidence } = called
  const typed = await tryTypes(release, { facts, evidence })
  return looksAt('conditions', options)
    ? together([called, typed])
    : together([{ ...called, findings: [], notJudged: [] }, typed])
}

async function tryWire(
  release: InstalledRelease,
  { contract, target, runId, ...options }: ReleaseOptions,
): Promise<Tried> {
  const { cases } = triesOf(release.language, options.cases)
  return target.use((around) =>
    tryScenarios({ around, contract, runId, cases, release }),
  )
}
