/** The example for GitHub Actions that divides a run among machines, run as GitHub
 * runs it. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { parse } from 'yaml'
import { githubTools, shell } from '../github.ts'
import type { Step } from '../github.ts'

const workflow = parse(readFileSync('.github/workflows/nightly.yml', 'utf8'))
const { shard, verdict } = workflow.jobs
const shardSteps: readonly Step[] = shard.steps
const verdictSteps: readonly Step[] = verdict.steps

/** In place of Seamwatch: notes its arguments, and ends as it should. */
const npx = `#!/usr/bin/env node
const { writeFileSync } = require('node:fs')
writeFileSync(process.env.SEEN, JSON.stringify(process.argv.slice(2)))
process.exit(Number(process.env.ANSWER))
`

function runStep(
  name: string,
  {
    steps,
    answer,
  }: { readonly steps: readonly Step[]; readonly answer: number },
) {
  const tools = githubTools({ npx })
  const { folder } = tools
  const run = steps.find((step) => step.name === name)?.run
  if (run === undefined) throw new Error(`no step is called ${name}`)
  for (const index of shard.strategy.matrix.shard)
    mkdirSync(join(folder, 'shards', `shard-${index}`), { recursive: true })
  const seen = join(folder, 'seen.json')
  const { status, printed } = shell(run, {
    cwd: folder,
    env: {
      ...tools.env,
      SEEN: seen,
      ANSWER: String(answer),
      TARGET: 'production',
      SHARD: '2/4',
    },
  })
  const args: readonly string[] = JSON.parse(readFileSync(seen, 'utf8'))
  return { folder, args, status, printed }
}

const indexes: readonly number[] = shard.strategy.matrix.shard

test('each machine runs its part, and all parts are run', () => {
  const step = shardSteps.find(({ name }) => name === 'run')
  expect(indexes).toEqual(indexes.map((_, at) => at + 1))
  expect(step?.env?.['SHARD']).toBe(`\${{ matrix.shard }}/${indexes.length}`)
  expect(shard.strategy['fail-fast']).toBe(false)
})

for (const answer of [0, 1, 2, 3]) {
  test(`exit code ${answer} of a shard ends no machine; that of the merge ends the job`, () => {
    const one = runStep('run', { steps: shardSteps, answer })
    expect(one.status, one.printed).toBe(0)
    expect(one.args.join(' ')).toBe(
      `seamwatch run --target production --shard 2/4 --reports ${join(one.folder, 'shard')}`,
    )
    const all = runStep('merge', { steps: verdictSteps, answer })
    expect(all.status, all.printed).toBe(answer)
    const folders = indexes.map((index) =>
      join(all.folder, 'shards', `shard-${index}`),
    )
    expect(all.args.join(' ')).toBe(
      `seamwatch merge ${folders.join(' ')} --reports ${join(all.folder, 'reports')}`,
    )
  })
}

test('the verdict is made even if a machine died, and what it created is deleted', () => {
  expect(verdict.needs).toBe('shard')
  expect(verdict.if).toBe('${{ always() }}')
  const upload = shardSteps.find(({ uses = '' }) => uses.includes('upload'))
  expect(upload).toMatchObject({
    if: '${{ always() }}',
    with: {
      name: 'shard-${{ matrix.shard }}',
      path: '${{ runner.temp }}/shard',
      'include-hidden-files': true,
    },
  })
  const download = verdictSteps.find(({ uses = '' }) =>
    uses.includes('download'),
  )
  expect(download?.with).toEqual({
    pattern: 'shard-*',
    path: '${{ runner.temp }}/shards',
  })
  const sweep = verdictSteps.find(({ name }) => name === 'sweep')
  expect(sweep?.if).toContain('always()')
})

test('history and ledger go on from one run to the next', () => {
  const [restored, saved] = ['restore', 'save'].map((what) =>
    verdictSteps.find(({ uses = '' }) => uses.includes(`cache/${what}`)),
  )
  expect(saved?.if).toBe('${{ always() }}')
  expect(saved?.with?.['path']).toBe(restored?.with?.['path'])
  for (const name of ['history', 'ledger', '.seamwatch'])
    expect(String(saved?.with?.['path'])).toContain(`/reports/${name}\n`)
})

test('the workflow may only read, and its scripts hold no expression', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' })
  for (const { run = '', uses = '', with: given } of [
    ...shardSteps,
    ...verdictSteps,
  ]) {
    expect(run).not.toContain('${{')
    if (uses.startsWith('actions/checkout'))
      expect(given).toMatchObject({ 'persist-credentials': false })
  }
})
