/** Python's `seam` 3.18.0, from PyPI, where that can be reached. */
import { readdirSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { createSdkClient } from '../../../src/drivers/sdk/client.ts'
import { installRelease } from '../../../src/drivers/sdk/install.ts'
import type { InstalledRelease } from '../../../src/drivers/sdk/release.ts'
import { conditions } from '../../../src/gate/conditions.ts'
import { loadCases } from '../../../src/gate/load-cases.ts'
import { triesOf } from '../../../src/gate/reduced.ts'
import { tryConditions } from '../../../src/gate/try-conditions.ts'
import { tryScenarios } from '../../../src/gate/try-scenarios.ts'
import { Unavailable } from '../../../src/model/problem.ts'
import { effectOf } from '../../../src/model/weight.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { contract } from '../kit.ts'
import { aroundOf } from './around.ts'

// One worker for all of them: it is installed once.
test.describe.configure({ mode: 'default' })

const spec = 'python:3.18.0'

type Installed = { readonly release: InstalledRelease; readonly cache: string }

let installed: Promise<Installed> | undefined

async function install(): Promise<Installed> {
  const cache = test.info().outputPath('cache')
  return { release: await installRelease(spec, cache), cache }
}

async function published(): Promise<Installed> {
  try {
    installed ??= install()
    return await installed
  } catch (error) {
    test.skip(error instanceof Unavailable, String(Object(error).message))
    throw error
  }
}

test('it is installed once, with the integrity of all that it needs', async () => {
  test.slow()
  const { release, cache } = await published()
  expect(release).toMatchObject({
    name: 'seam',
    version: '3.18.0',
    language: 'python',
    runtime: expect.stringMatching(/^Python 3\./),
  })
  expect(release.resolved.map(({ name }) => name)).toContain('httpx')
  for (const { integrity } of release.resolved)
    expect(integrity).toMatch(/^sha256-/)
  expect(readdirSync(cache)).toHaveLength(1)
  expect(await installRelease(spec, cache)).toEqual(release)
})

test('it runs the life of a session, and nothing fails', async () => {
  test.slow()
  const { release } = await published()
  const sandbox = await startSandbox()
  const { sdkCases } = await loadCases({
    contractFile: 'schemas/client-sessions.json',
    scenariosDir: 'scenarios',
  })
  const { cases } = triesOf('cli', sdkCases)
  const tried = await tryScenarios({
    around: aroundOf(sandbox),
    contract,
    runId: 'self',
    cases,
    release,
  })
  await sandbox.stop()
  expect(tried.cases).toBe(4)
  expect(tried.notJudged).toEqual([])
  expect(tried.findings.filter((it) => effectOf(it) !== 'listed')).toEqual([])
})

test('it is tried under conditions', async () => {
  test.slow()
  const client = createSdkClient((await published()).release, { contract })
  const ids = new Set(['success', 'rejected', 'lost-once', 'new-property'])
  const tried = await tryConditions(client, {
    contract,
    chosen: conditions.filter(({ id }) => ids.has(id)),
  })
  await client.close()
  expect(tried.notJudged).toEqual([])
  const codes = tried.findings.map(
    ({ code, condition }) => `${condition}: ${code}`,
  )
  expect(codes).toContain('lost-once: sdk-call-repeated')
  expect(codes).toContain('new-property: sdk-property-dropped')
  expect(codes).toContain('success: sdk-parameter-undocumented')
  const isWrong = /sdk-(?:value-(?:lost|changed)|error-class)/
  expect(codes.filter((it) => isWrong.test(it))).toEqual([])
})
