/** Compare: makes the same calls by several releases, and by plain HTTP as the
 * control. */
import type { Settings } from '../config/settings.ts'
import { createSdkClient } from '../drivers/sdk/client.ts'
import type { SdkClient } from '../drivers/sdk/client.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import type { Contract } from '../model/contract.ts'
import { titleOfRelease } from '../model/language.ts'
import type { Case } from '../model/scenario.ts'
import { differencesBeside } from './beside.ts'
import type { Difference, Party } from './beside.ts'
import { conditions } from './conditions.ts'
import { nothingTried, together } from './found.ts'
import type { NotJudged, Tried } from './found.ts'
import { loadCases } from './load-cases.ts'
import { triesOf } from './reduced.ts'
import { openGateTarget } from './target.ts'
import type { GateSettings, GateTarget } from './target.ts'
import { tryConditions } from './try-conditions.ts'
import { tryScenarios } from './try-scenarios.ts'

export type Comparison = {
  /** The control first. */
  readonly parties: readonly string[]
  readonly differences: readonly Difference[]
  readonly notJudged: readonly NotJudged[]
  readonly calls: number
  readonly durationMs: number
}

type Means = {
  readonly contract: Contract
  readonly sandbox: GateTarget
  readonly runId: string
}

export async function compareReleases({
  releases,
  settings,
}: {
  readonly releases: readonly InstalledRelease[]
  readonly settings: GateSettings & Pick<Settings, 'scenariosDir'>
}): Promise<Comparison> {
  const startedAtMs = Date.now()
  const { runId } = settings
  const loaded = await loadCases(settings)
  const choice = { kind: 'embedded', name: 'sandbox' } as const
  const sandbox = await openGateTarget(
    { ...settings, choice },
    { isStopped: () => false },
  )
  const means: Means = { contract: loaded.contract, sandbox, runId }
  const [control, ...parties] = await Promise.all([
    scenariosOnSandbox(means, { cases: lifeOf(loaded.apiCases) }),
    ...releases.map((release) => tryParty(release, { means, loaded })),
  ])
  return {
    parties: ['plain HTTP', ...parties.map(({ name }) => name)],
    differences: differencesBeside(parties, control),
    notJudged: parties.flatMap(({ tried }) => tried.notJudged),
    calls: parties.reduce((sum, { tried }) => sum + tried.calls, 0),
    durationMs: Date.now() - startedAtMs,
  }
}

/** The same for all: what a CLI can do in time. */
const lifeOf = (cases: readonly Case[]): readonly Case[] =>
  triesOf('cli', cases).cases

async function tryParty(
  release: InstalledRelease,
  {
    means,
    loaded,
  }: {
    readonly means: Means
    readonly loaded: { readonly sdkCases: readonly Case[] }
  },
): Promise<Party> {
  const { contract } = means
  const name = titleOfRelease(release)
  const methods = new Map<string, string>()
  const client = notingMethods(createSdkClient(release, { contract }), methods)
  try {
    const reason = await client.failure()
    if (reason !== undefined)
      return { name, methods, tried: notTried(name, reason) }
    const { conditions: few, hasOperation } = triesOf('cli', [])
    const others = new Set(['success', 'new-property'])
    const tried = await Promise.all([
      tryConditions(client, { contract, chosen: few, hasOperation }),
      tryConditions(client, {
        contract,
        chosen: conditions.filter(({ id }) => others.has(id)),
      }),
      scenariosOnSandbox(means, { cases: lifeOf(loaded.sdkCases), release }),
    ])
    return { name, methods, tried: together(tried) }
  } finally {
    await client.close()
  }
}

function notTried(what: string, reason: string): Tried {
  return { ...nothingTried, notJudged: [{ what, reason }] }
}

function notingMethods(
  client: SdkClient,
  methods: Map<string, string>,
): SdkClient {
  return {
    ...client,
    call: async (call, by) => {
      const made = await client.call(call, by)
      const { path } = call.operation
      const own = made.exchanges.find(({ request }) => request.path === path)
      if (own) methods.set(path, own.request.method)
      return made
    },
  }
}

async function scenariosOnSandbox(
  { contract, sandbox, runId }: Means,
  given: {
    readonly cases: readonly Case[]
    readonly release?: InstalledRelease
  },
): Promise<Tried> {
  return sandbox.use((around) =>
    tryScenarios({ around, contract, runId, ...given }),
  )
}
