/** Each broken package is noticed by the right finding; the package as it was
 * published has none of them. */
import { expect, test } from '@playwright/test'
import { checkPackage } from '../../../src/checks/package.ts'
import { createSdkClient } from '../../../src/drivers/sdk/client.ts'
import { inspectRelease } from '../../../src/drivers/sdk/inspect.ts'
import { conditions } from '../../../src/gate/conditions.ts'
import type { CallEvidence } from '../../../src/gate/evidence.ts'
import type { PackageFacts } from '../../../src/model/package-facts.ts'
import { tryConditions } from '../../../src/gate/try-conditions.ts'
import { tryTypes } from '../../../src/gate/try-types.ts'
import { soundPackage } from '../checks/package-facts.ts'
import { publishedRelease } from '../drivers/sdk/releases.ts'
import type { Patch, Version } from '../drivers/sdk/releases.ts'
import { contract } from '../kit.ts'
import { brokenPackages } from './broken-packages.ts'

/** What calls of the published release return, and what can be seen of it. */
let published:
  Promise<readonly [readonly CallEvidence[], PackageFacts]> | undefined

async function record(): Promise<readonly CallEvidence[]> {
  const client = createSdkClient(publishedRelease('2.32.0'))
  try {
    const ids = new Set(['success', 'all-properties'])
    const chosen = conditions.filter(({ id }) => ids.has(id))
    return (await tryConditions(client, { contract, chosen })).evidence
  } finally {
    await client.close()
  }
}

async function newIn(patches: readonly Patch[], version: Version = '2.32.0') {
  published ??= Promise.all([
    record(),
    inspectRelease(publishedRelease('2.32.0')),
  ])
  const release = publishedRelease(version, patches)
  const [facts, [evidence, before]] = await Promise.all([
    inspectRelease(release),
    published,
  ])
  const types = await tryTypes(release, { facts, evidence })
  const isLoaded = types.notJudged.length === 0
  return {
    declarations: types.declarations,
    found: [
      ...checkPackage(facts, before),
      ...(isLoaded ? types.findings : []),
    ],
  }
}

for (const { what, patches, codes } of brokenPackages) {
  test(`broken: ${what}`, async () => {
    const { found } = await newIn(patches)
    expect([...new Set(found.map(({ code }) => code))]).toEqual(codes)
  })
}

for (const version of ['2.32.0', '2.26.0', '2.11.2'] as const) {
  test(`the types of ${version} allow what it returns`, async () => {
    const { declarations, found } = await newIn([], version)
    expect(declarations).toBeGreaterThan(8)
    const ofTypes = /^(?:sdk-value-untyped|package-types)/
    expect(found.filter(({ code }) => ofTypes.test(code))).toEqual([])
    if (version === '2.32.0') expect(found).toEqual([])
  })
}

test('a major release may remove exports and entries, and need a newer Node', () => {
  const gone = { error: 'ERR_PACKAGE_PATH_NOT_EXPORTED', exports: [] }
  const release = {
    ...soundPackage,
    version: '3.0.0',
    engine: '>=24.0.0',
    entries: { '.': { import: { exports: ['x'] }, require: gone } },
  }
  const found = checkPackage(release, soundPackage)
  expect(found.map(({ code, class: name }) => `${name} ${code}`)).toEqual([
    'sdk-note package-entry-lost',
    'sdk-note package-export-removed',
  ])
})
