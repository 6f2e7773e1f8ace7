/** Compare: makes the same calls by several releases, and by plain HTTP as the
 * control. */
import { startEmbedded } from '../auth/embedded.ts'
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
  readonly contractFile: string
  readonly runId: string
}

export async function compareReleases({
  releases,
  scenariosDir,
  ...given
}: {
  readonly releases: readonly InstalledRelease[]
  readonly contractFile: string
  readonly scenariosDir: string
  readonly runId: string
}): Promise<Comparison> {
  const startedAtMs = Date.now()
  const { contractFile } = given
  const loaded = await loadCases({ contractFile, scenariosDir })
  const means: Means = { ...given, contract: loaded.contract }
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
  { contract, contractFile, runId }: Means,
  given: {
    readonly cases: readonly Case[]
    readonly release?: InstalledRelease
  },
): Promise<Tried> {
  const { target, stop } = await startEmbedded('sandbox', { contractFile })
  try {
    return await tryScenarios({ target, contract, runId, ...given })
  } finally {
    await stop()
  }
}
