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
import { contract } from '../kit.ts'
import { broken } from './broken.ts'

async function tryRelease(
  release: InstalledRelease,
  {
    ids,
    settleMs = 4000,
  }: { readonly ids: readonly string[]; readonly settleMs?: number },
): Promise<Tried> {
  const client = createSdkClient(release)
  try {
    const chosen = conditions.filter(({ id }) => ids.includes(id))
    expect(chosen).toHaveLength(ids.length)
    return await tryConditions(client, {
      contract,
      chosen,
      settleMs,
      longestWaitMs: 2000,
    })
  } finally {
    await client.close()
  }
}

const all = conditions.map(({ id }) => id)

/** Tried once by each worker. */
let published: Promise<Tried> | undefined

function asPublished(): Promise<Tried> {
  published ??= tryRelease(publishedRelease('2.32.0'), { ids: all })
  return published
}

function under({ findings, ...tried }: Tried, id: string): Tried {
  const ofAll = findings.filter(({ condition = id }) => condition === id)
  return { ...tried, findings: ofAll }
}

for (const {
  what,
  base = [],
  patches,
  condition = 'success',
  settleMs,
  code,
} of broken) {
  test(`broken: ${what}`, async () => {
    const ids = [condition]
    const [release, baseline] = await Promise.all([
      tryRelease(publishedRelease('2.32.0', [...base, ...patches]), {
        ids,
        ...(settleMs !== undefined && { settleMs }),
      }),
      base.length > 0
        ? tryRelease(publishedRelease('2.32.0', base), { ids })
        : asPublished(),
    ])
    const control = nothingTried
    const { answer, findings } = decide({
      release,
      baseline: under(baseline, condition),
      control,
    })
    const news = findings.filter(({ since }) => since === 'new')
    expect(news.map((it) => it.code)).toContain(code)
    const isNote = news.every(({ effect }) => effect === 'listed')
    expect(answer).toBe(isNote ? 'yes' : 'no')
  })
}

test('a release that is compared with itself has nothing new', async () => {
  test.slow()
  const [release, baseline] = await Promise.all([
    tryRelease(publishedRelease('2.32.0'), { ids: all }),
    asPublished(),
  ])
  const control = nothingTried
  const { answer, findings } = decide({ release, baseline, control })
  expect(answer).toBe('yes')
  expect(findings.filter(({ since }) => since === 'new')).toEqual([])
})
