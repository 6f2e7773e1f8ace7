/** Blame: what an API does wrong fails no release of an SDK. */
import { expect, test } from '@playwright/test'
import type { InstalledRelease } from '../../../src/drivers/sdk/release.ts'
import { decide } from '../../../src/gate/decide.ts'
import type { Decision } from '../../../src/gate/decide.ts'
import type { Tried } from '../../../src/gate/found.ts'
import { loadCases } from '../../../src/gate/load-cases.ts'
import { tryScenarios } from '../../../src/gate/try-scenarios.ts'
import type { Case } from '../../../src/model/scenario.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { mutants } from '../../../src/sandbox/mutants/catalogue.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { publishedRelease } from '../drivers/sdk/releases.ts'
import { aroundOf } from './around.ts'

type Faulty = {
  readonly faults: Fault
  /** Which cases can meet the fault: to all others the API is sound. */
  readonly meets?: (item: Case) => boolean
}

const everyCase = () => true

/** Loaded once by each worker. */
let loaded: ReturnType<typeof loadCases> | undefined

async function tryAs(
  driver: 'sdk' | 'api',
  {
    faults,
    meets = everyCase,
    ...asked
  }: Faulty & {
    readonly release?: InstalledRelease
    readonly operations?: readonly string[]
  },
): Promise<Tried> {
  loaded ??= loadCases({
    contractFile: 'schemas/client-sessions.json',
    scenariosDir: 'scenarios',
  })
  const { contract, sdkCases, apiCases } = await loaded
  const sandbox = await startSandbox({ faults })
  try {
    return await tryScenarios({
      around: aroundOf(sandbox),
      contract,
      runId: 'self',
      cases: (driver === 'sdk' ? sdkCases : apiCases).filter(meets),
      ...asked,
    })
  } finally {
    await sandbox.stop()
  }
}

/** Beside no other release, so that all is new. */
async function decideWith(
  faulty: Faulty,
  installed: InstalledRelease,
): Promise<Decision> {
  const release = await tryAs('sdk', { ...faulty, release: installed })
  const { operations } = release
  const control = await tryAs('api', { ...faulty, operations })
  return decide({ release, baseline: undefined, control })
}

/** Tried once by each worker. */
let sound: Promise<Decision> | undefined

function blamed({ findings }: Decision): readonly string[] {
  return findings
    .filter(({ effect, blame }) => effect === 'fails' && blame !== 'api')
    .map(({ fingerprint }) => fingerprint)
}

function calls(name: string) {
  return ({ scenario }: Case) =>
    scenario.steps.some(({ call }) => call.path.endsWith(`/${name}`))
}

function isRefused({ scenario }: Case): boolean {
  return scenario.steps.some(
    ({ isRefusalExpected, statuses }) =>
      isRefusalExpected || statuses?.includes(401),
  )
}

/** Of one method of HTTP, of a body, of an error, of what is stored. */
for (const [id, meets] of [
  ['expired-at-birth/PUT-create', calls('create')],
  ['identities-hidden/GET-list', calls('list')],
  ['wrapped-twice/GET-get', calls('get')],
  ['error-empty/401', isRefused],
  ['webviews-hidden/PATCH-grant_access', calls('grant_access')],
] as const) {
  test(`an API with the fault ${id} fails no release`, async () => {
    test.slow()
    const release = publishedRelease('2.32.0')
    const faults = mutants.find((it) => it.id === id)?.faults()
    if (!faults) throw new Error(`there is no mutant "${id}"`)
    sound ??= decideWith({ faults: {} }, release)
    const known = new Set(blamed(await sound))
    const faulty = await decideWith({ faults, meets }, release)
    expect(blamed(faulty).filter((it) => !known.has(it))).toEqual([])
    const ofApi = faulty.findings.filter(
      ({ blame, effect }) => blame === 'api' && effect === 'fails',
    )
    expect(ofApi.length).toBeGreaterThan(0)
  })
}
