import { expect, test } from '@playwright/test'
import { checkPackageEntry } from '../../../src/checks/package-entry.ts'
import { inspectRelease } from '../../../src/drivers/sdk/inspect.ts'
import { publishedRelease } from '../drivers/sdk/releases.ts'
import type { Patch } from '../drivers/sdk/releases.ts'

const broken: readonly {
  readonly what: string
  readonly patch: Patch
  readonly codes: readonly string[]
}[] = [
  {
    what: 'its entry throws',
    patch: ['index.js', 'export *', "throw new Error('no');\nexport *"],
    codes: ['package-unloadable'],
  },
  {
    what: 'a file is missing',
    patch: ['lib/index.js', './seam-paginator.js', './paginator.js'],
    codes: ['package-unloadable'],
  },
  {
    what: 'a dependency is not declared',
    patch: ['lib/client.js', "from 'axios-retry'", "from 'axios-again'"],
    codes: ['package-unloadable'],
  },
  {
    what: 'require is no longer possible',
    patch: [
      'package.json',
      '"default": "./index.js"',
      '"import": "./index.js"',
    ],
    codes: ['package-entry-lost'],
  },
  {
    what: 'an export is removed in a minor release',
    patch: ['lib/index.js', "export * from './seam-paginator.js';", ''],
    codes: ['package-export-removed'],
  },
]

for (const { what, patch, codes } of broken) {
  test(`broken: ${what}`, async () => {
    const [release, baseline] = await Promise.all([
      inspectRelease(publishedRelease('2.32.0', [patch])),
      inspectRelease(publishedRelease('2.32.0')),
    ])
    const found = checkPackageEntry(release, baseline)
    expect([...new Set(found.map(({ code }) => code))]).toEqual(codes)
    expect(checkPackageEntry(baseline, baseline)).toEqual([])
  })
}

test('a major release may remove exports', async () => {
  const entry = { import: { exports: [] } }
  const before = { import: { exports: ['SeamHttp'] } }
  expect(
    checkPackageEntry(
      { version: '3.0.0', entry },
      { version: '2.32.0', entry: before },
    ),
  ).toEqual([])
})
