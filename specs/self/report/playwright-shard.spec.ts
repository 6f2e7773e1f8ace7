import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { caseAnnotation } from '../../../src/report/playwright/envelope.ts'
import VerdictReporter from '../../../src/report/playwright/reporter.ts'
import { replay } from '../../../src/runner/replay.ts'
import { folderWith } from '../folder.ts'

const label = { caseId: 'a', driver: 'api', target: 'sandbox', row: {} }

/** One case that was not reached. */
const { root } = replay(
  [
    {
      project: 'sandbox-api',
      file: 'contract.spec.ts',
      title: 'a',
      annotations: [
        { type: caseAnnotation, description: JSON.stringify(label) },
      ],
      tags: [],
      ending: 'skipped',
      results: [],
    },
  ],
  { testDir: '/specs', outputDir: '/results' },
)

for (const [shard, isFiltered] of [
  [{ current: 1, total: 2 }, true],
  [null, false],
] as const) {
  test(`Playwright's own shard ${shard ? '1/2' : 'none'} is ${isFiltered ? 'a part' : 'the whole'} of the cases`, async () => {
    const reportsDir = folderWith({})
    const reporter = new VerdictReporter({
      reportsDir,
      seamwatch: '0',
      target: 'sandbox',
      endpoint: 'http://127.0.0.1:1',
      driver: 'api',
      runId: '0a1b2c3d',
      isFiltered: false,
    })
    reporter.onBegin({ shard }, root)
    await reporter.onEnd({
      status: 'passed',
      startTime: new Date(0),
      duration: 1,
    })
    const text = readFileSync(join(reportsDir, 'verdict.json'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ isFiltered })
  })
}
