/** Results of Allure in a merge: all of them, as the shards wrote them. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { claimFolder } from '../../../src/report/folder.ts'
import { addErrors } from '../../../src/report/shard/record.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import { folderWith } from '../folder.ts'
import { made, scenarioOf } from '../run/steps.ts'
import type { Left } from './left.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000, mode: 'serial' })

/** Two cases: each shard has one. */
const files = {
  'a.yaml': scenarioOf('session a is created', made),
  'b.yaml': scenarioOf('session b is created', made),
}

let sandbox: Sandbox
let folder: string

test.beforeAll(async () => {
  test.setTimeout(600_000)
  sandbox = await startSandbox()
  folder = folderWith({}, 'damage')
  const scenarios = folderWith(files, 'two')
  const run = async (name: string, shard: string, withAllure: boolean) => {
    const reportsDir = join(folder, name)
    const left = await seamwatch({
      withAllure,
      args: ['run', '--scenarios', scenarios, '--reports', reportsDir],
      sandbox,
      env: { SEAMWATCH_SHARD: shard },
    })
    expect(left.exitCode, left.printed).toBe(0)
  }
  for (const index of [1, 2]) {
    await run(`s${index}`, `${index}/2`, true)
    await run(`plain-${index}`, `${index}/2`, false)
  }
})

test.afterAll(async () => {
  await sandbox.stop()
})

async function merge(names: readonly string[], out: string): Promise<Left> {
  const reportsDir = join(folder, out)
  const folders = names.map((name) => join(folder, name))
  const left = await seamwatch({
    args: ['merge', ...folders, '--reports', reportsDir],
    sandbox,
  })
  return { ...left, reportsDir }
}

/** A copy of the second shard, damaged. */
function damagedBy(name: string, damage: (copy: string) => void): string {
  const copy = `copy-${name}`
  cpSync(join(folder, 's2'), join(folder, copy), { recursive: true })
  damage(join(folder, copy))
  return copy
}

function resultsIn(reports: string): readonly string[] {
  const results = join(reports, 'allure-results')
  if (!existsSync(results)) return []
  return readdirSync(results).filter((name) => name.endsWith('-result.json'))
}

function resultOf(reports: string): string {
  return join(reports, 'allure-results', String(resultsIn(reports)[0]))
}

/** One that the result names. */
function attachmentOf(reports: string): string {
  const result = readFileSync(resultOf(reports), 'utf8')
  const [, name] = /"source":"([^"]+)"/.exec(result) ?? []
  return join(reports, 'allure-results', String(name))
}

const damages: readonly {
  readonly what: string
  readonly damage: (copy: string) => void
  /** Which file, and what of it. */
  readonly says: (copy: string) => string
}[] = [
  {
    what: 'no results',
    damage: (copy) => rmSync(join(copy, 'allure-results'), { recursive: true }),
    says: (copy) =>
      `"${join(copy, 'allure-results')}" of shard 2 of 2 is missing: expected a folder with `,
  },
  {
    what: 'a missing result',
    damage: (copy) => rmSync(resultOf(copy)),
    says: (copy) =>
      `"${copy}/allure-results/${resultsIn(join(folder, 's2'))[0]}" of shard 2 of 2 is missing [`,
  },
  {
    what: 'a result that was cut off',
    damage: (copy) => truncateSync(resultOf(copy), 100),
    says: (copy) =>
      `"${resultOf(copy)}" of shard 2 of 2 is damaged: it is not what the shard wrote [`,
  },
  {
    what: 'a missing attachment',
    damage: (copy) => rmSync(attachmentOf(copy)),
    says: (copy) =>
      `"${attachmentOf(copy)}" of shard 2 of 2 is missing [value-invalid]`,
  },
  {
    what: 'a link in place of a result',
    damage: (copy) => {
      const result = resultOf(copy)
      rmSync(result)
      symlinkSync(resultOf(join(folder, 's2')), result)
    },
    says: (copy) => `"${resultOf(copy)}" of shard 2 of 2 is damaged`,
  },
  {
    what: 'two missing files',
    damage: (copy) => {
      rmSync(attachmentOf(copy))
      rmSync(resultOf(copy))
    },
    says: () => '; 2 of ',
  },
]

for (const { what, damage, says } of damages) {
  test(`a shard with ${what} is not merged, and nothing is written`, async () => {
    const name = damagedBy(what.replaceAll(' ', '-'), damage)
    const left = await merge(['s1', name], `of-${name}`)
    expect(left.exitCode, left.printed).toBe(2)
    expect(left.printed).toContain(says(join(folder, name)))
    expect(left.printed).toContain('  → copy the whole folder of shard 2 of 2')
    expect(left.printed).not.toContain('verdict:')
    expect(existsSync(left.reportsDir)).toBe(false)
  })
}

test('each damaged shard is named', async () => {
  const without = ['s1', 's2'].map((name) => {
    const copy = `without-${name}`
    cpSync(join(folder, name), join(folder, copy), { recursive: true })
    rmSync(join(folder, copy, 'allure-results'), { recursive: true })
    return copy
  })
  const { exitCode, printed } = await merge(without, 'both')
  expect(exitCode, printed).toBe(2)
  expect(printed).toContain('of shard 1 of 2 is missing')
  expect(printed).toContain('of shard 2 of 2 is missing')
})

/** Another text in the file of a shard. */
function rewrite(reports: string, key: string, value: unknown): void {
  const file = join(reports, 'shard.json')
  const shard = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...shard, [key]: value }))
}

test('a run that was stopped before it listed its results is not merged', async () => {
  const name = damagedBy('unlisted', (copy) =>
    rewrite(copy, 'results', undefined),
  )
  const { exitCode, printed } = await merge(['s1', name], 'stopped')
  expect(exitCode, printed).toBe(2)
  expect(printed).toContain('shard.json" of shard 2 of 2 lists no results')
  expect(printed).toContain('  → run this shard again')
})

test('a list of results that names another folder is refused', async () => {
  const path = `${'0'.repeat(36)}-result/../../secret`
  const name = damagedBy('path', (copy) =>
    rewrite(copy, 'results', { [path]: '0' }),
  )
  const { exitCode, printed } = await merge(['s1', name], 'elsewhere')
  expect(exitCode, printed).toBe(2)
  expect(printed).toContain('shard.json" is damaged: results.')
})

test('a shard whose run was killed before it began is refused', async () => {
  const claimed = join(folder, 'claimed')
  mkdirSync(claimed)
  claimFolder(claimed)
  const left = await merge(['s1', 'claimed'], 'unbegun')
  expect(left.exitCode, left.printed).toBe(2)
  expect(left.printed).toContain('/claimed" has no shard.json')
  expect(existsSync(left.reportsDir)).toBe(false)
})

test('a result that the audit removed for a secret in it is not missed', async () => {
  const name = damagedBy('leaked', (copy) => {
    const result = resultOf(copy)
    rmSync(result)
    const what = join('allure-results', String(result.split('/').at(-1)))
    addErrors(copy, [{ what, message: 'it held a secret and was removed' }])
  })
  const { exitCode, printed } = await merge(['s1', name], 'of-leaked')
  expect(exitCode, printed).toBe(3)
  expect(printed).toContain('it held a secret and was removed')
})

test('whole shards have all their cases in the report, and no other file', async () => {
  const name = damagedBy('foreign', (copy) =>
    cpSync(
      resultOf(copy),
      join(copy, 'allure-results', `${'0'.repeat(36)}-result.json`),
    ),
  )
  const left = await merge(['s1', name], 'whole')
  expect(left.exitCode, left.printed).toBe(0)
  expect(left.printed).not.toContain('--summary-only')
  expect(resultsIn(left.reportsDir)).toEqual(
    ['s1', 's2'].flatMap((it) => resultsIn(join(folder, it))).toSorted(),
  )
  expect(existsSync(join(left.reportsDir, 'allure-report/index.html'))).toBe(
    true,
  )
})

test('shards with --summary-only merge without an Allure report, even if one is missing', async () => {
  for (const names of [['plain-1', 'plain-2'], ['plain-1']]) {
    const left = await merge(names, `plain-of-${names.length}`)
    expect(left.exitCode, left.printed).toBe(names.length === 2 ? 0 : 3)
    expect(left.printed).toContain(
      '\nno Allure report: every shard ran with --summary-only\n',
    )
    expect(left.printed).toContain('summary.html')
    expect(left.printed).not.toContain('allure-report')
    expect(existsSync(join(left.reportsDir, 'allure-results'))).toBe(false)
    expect(existsSync(join(left.reportsDir, 'allure-report'))).toBe(false)
  }
})

test('the merge names the shard whose cases the Allure report lacks', async () => {
  const left = await merge(['s1', 'plain-2'], 'mixed')
  expect(left.exitCode, left.printed).toBe(0)
  expect(left.printed).toContain(
    '\nthe Allure report lacks the cases of shard 2 of 2: run with --summary-only\n',
  )
  expect(resultsIn(left.reportsDir)).toEqual(resultsIn(join(folder, 's1')))
})
