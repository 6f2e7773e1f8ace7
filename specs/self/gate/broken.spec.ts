/** Each broken package is noticed by the right finding; the package as it was
 * published has none of them. */
import { expect, test } from '@playwright/test'
import { createSdkClient } from '../../../src/drivers/sdk/client.ts'
import type { InstalledRelease } from '../../../src/drivers/sdk/release.ts'
import { conditions } from '../../../src/gate/conditions.ts'
import { decide } from '../../../src/gate/decide.ts'
import { nothingTried } from '../../../src/gate/found.ts'
import type { Tried } from '../../../src/gate/found.ts'
import { tryConditions } from '../../../src/gate/try-conditions.ts'
import { publishedRelease } from '../drivers/sdk/releases.ts'
import type { Patch } from '../drivers/sdk/releases.ts'
import { contract } from '../kit.ts'
import { broken } from './broken.ts'

async function tryRelease(
  release: InstalledRelease,
  ids: readonly string[],
): Promise<Tried> {
  const client = createSdkClient(release)
  try {
    const chosen = conditions.filter(({ id }) => ids.includes(id))
    expect(chosen).toHaveLength(ids.length)
    return await tryConditions(client, {
      contract,
      chosen,
      settleMs: 4000,
      longestWaitMs: 2000,
    })
  } finally {
    await client.close()
  }
}

/** Tried once by each worker. */
const published = new Map<string, Promise<Tried>>()

function asPublished(
  condition: string,
  base: readonly Patch[],
): Promise<Tried> {
  const key = JSON.stringify([condition, base])
  const known = published.get(key)
  if (known) return known
  const tried = tryRelease(publishedRelease('2.32.0', base), [condition])
  published.set(key, tried)
  return tried
}

for (const {
  what,
  base = [],
  patches,
  condition = 'success',
  code,
} of broken) {
  test(`broken: ${what}`, async () => {
    const all = [...base, ...patches]
    const [release, baseline] = await Promise.all([
      tryRelease(publishedRelease('2.32.0', all), [condition]),
      asPublished(condition, base),
    ])
    const control = nothingTried
    const { answer, findings } = decide({ release, baseline, control })
    const news = findings.filter(({ since }) => since === 'new')
    expect(news.map((it) => it.code)).toContain(code)
    const isNote = news.every(({ effect }) => effect === 'listed')
    expect(answer).toBe(isNote ? 'yes' : 'no')
  })
}

test('a release that is compared with itself has nothing new', async () => {
  test.slow()
  const ids = conditions.map(({ id }) => id)
  const [release, baseline] = await Promise.all([
    tryRelease(publishedRelease('2.32.0'), ids),
    tryRelease(publishedRelease('2.32.0'), ids),
  ])
  const control = nothingTried
  const { answer, findings } = decide({ release, baseline, control })
  expect(answer).toBe('yes')
  expect(findings.filter(({ since }) => since === 'new')).toEqual([])
})
