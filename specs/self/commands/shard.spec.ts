/** Several machines: the shards of a run, and the one verdict of them. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ledgerFolder } from '../../../src/cleanup/ledger.ts'
import { readLedgers } from '../../../src/cleanup/read-ledgers.ts'
import { rewriteVerdict } from '../../../src/report/leaks.ts'
import { join as joinShards } from '../../../src/report/shard/join.ts'
import { hashOfFile } from '../../../src/report/shard/plan.ts'
import { readShards } from '../../../src/report/shard/read.ts'
import type { Verdict } from '../../../src/model/verdict.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import { version } from '../../../src/transport/version.ts'
import { folderWith } from '../folder.ts'
import { contract } from '../kit.ts'
import { notingTokens } from '../noting.ts'
import { made, scenarioOf } from '../run/steps.ts'
import { readVerdict, strayFiles, whereIs } from './left.ts'
import type { Left } from './left.ts'
import { seamwatch, start } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000, mode: 'serial' })

const reading = `${made}
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
`

/** Five cases: of four shards one has two of them. */
const files = Object.fromEntries(
  ['a', 'b', 'c', 'd', 'e'].map((name) => [
    `${name}.yaml`,
    scenarioOf(`session ${name} is read`, reading),
  ]),
)

/** By which the merge of this version judges. */
const judging = { version, contract: hashOfFile(contract.file) }

const tokens = new Set<string>()
let isDrifting = true
/** Called at a read; nothing is read then. */
let onRead: (() => void) | undefined
let sandbox: Sandbox
/** The second of four shards. */
let second: Left
let folder: string
let scenarios: string

test.beforeAll(async () => {
  test.setTimeout(600_000)
  sandbox = await startSandbox({
    faults: notingTokens(tokens, {
      reply: (reply, { path }) => {
        if (!path.endsWith('/get')) return reply
        if (onRead) {
          onRead()
          return () => {}
        }
        const { client_session: session } = Object(reply.body)
        return isDrifting && session
          ? {
              ...reply,
              body: {
                ...Object(reply.body),
                client_session: { ...session, token: 7 },
              },
            }
          : reply
      },
    }),
  })
  folder = folderWith({}, 'machines')
  scenarios = folderWith(files, 'five')
  const one = await run('one')
  expect(one.exitCode, one.printed).toBe(1)
  for (const index of [1, 2, 3, 4]) {
    const left = await run(`${index}`, `${index}/4`)
    if (index === 2) second = left
  }
  isDrifting = false
  for (const index of [1, 2]) await run(`sound-${index}`, `${index}/2`)
})

test.afterAll(async () => {
  await sandbox.stop()
})

async function run(name: string, shard?: string): Promise<Left> {
  const reportsDir = join(folder, name)
  const left = await seamwatch({
    withAllure: four.includes(name),
    args: ['run', '--scenarios', scenarios, '--reports', reportsDir],
    sandbox,
    ...(shard !== undefined && { env: { SEAMWATCH_SHARD: shard } }),
  })
  return { ...left, reportsDir }
}

async function merge(names: readonly string[], out: string): Promise<Left> {
  const reportsDir = join(folder, out)
  const left = await seamwatch({
    args: [
      'merge',
      ...names.map((name) => join(folder, name)),
      '--reports',
      reportsDir,
    ],
    sandbox,
  })
  return { ...left, reportsDir }
}

const four = ['1', '2', '3', '4']

/** Apart from times and ids. */
function lasting({ findings, ...verdict }: Verdict) {
  const { runId: _, startedAt: __, durationMs: ___, ...others } = verdict
  return {
    ...others,
    findings: findings.map(({ requestId: _id, firstSeen: _at, ...it }) => it),
  }
}

test('four shards have the verdict of one run, and every finding once', async () => {
  const merged = await merge(four, 'merged')
  expect(merged.exitCode, merged.printed).toBe(1)
  expect(strayFiles(merged), 'files that src/report/write.ts lacks').toEqual([])
  const verdict = await readVerdict(merged)
  const one = await readVerdict({ ...merged, reportsDir: join(folder, 'one') })
  expect(lasting(verdict)).toEqual(lasting(one))
  expect(verdict.findings).toMatchObject([
    { code: 'body-type-wrong', occurrences: 5, since: 'new' },
  ])
  expect(verdict.findings[0]?.cases).toHaveLength(5)
  expect(merged.printed).toContain('5 cases in 4 shards against 127.0.0.1')
  expect(merged.printed).toContain('shard 1 of 4: 2 cases in ')
})

test('the merged reports show each case once, and no secret', async () => {
  const junit = readFileSync(join(folder, 'merged', 'junit.xml'), 'utf8')
  expect(junit).toContain('<testsuites tests="5" failures="5"')
  expect(existsSync(join(folder, 'merged/allure-report/index.html'))).toBe(true)
  const secrets = [sandbox.seed.apiKey, ...tokens]
  expect(secrets.length).toBeGreaterThan(10)
  for (const name of [...four, 'merged']) {
    const reportsDir = join(folder, name)
    expect(await whereIs(secrets, { ...second, reportsDir })).toEqual([])
  }
})

test('the history of merged reports goes on: a finding is new, known, then gone', async () => {
  const again = await readVerdict(await merge(four, 'merged'))
  expect(again.findings.map(({ since }) => since)).toEqual(['known'])
  const sound = await merge(['sound-2', 'sound-1'], 'merged')
  expect(sound.exitCode, sound.printed).toBe(0)
  const { findings, gone, unknown } = await readVerdict(sound)
  expect(findings).toEqual([])
  expect(gone.map(({ code }) => code)).toEqual(['body-type-wrong'])
  expect(unknown).toEqual([])
})

test('a shard says which part it runs, and knows nothing of the others', async () => {
  expect(second.printed).toContain('\nshard 2 of 4: 1 of 5 cases\n')
  expect((await readVerdict(second)).isFiltered).toBe(true)
})

test('a missing shard makes the whole inconclusive, and its cases are named', async () => {
  const left = await merge(['sound-1'], 'without')
  expect(left.exitCode, left.printed).toBe(3)
  expect(left.printed).toContain(
    'shard 2 of 2: missing, so its cases are not judged',
  )
  const { status, why, counts, notJudged } = await readVerdict(left)
  expect(status).toBe('inconclusive')
  expect(why).toBe(
    'The run was cut short: shard 2 of 2 left no result, and 2 cases of 5 did not run.',
  )
  expect(counts.cases).toMatchObject({ total: 5, passed: 3, notJudged: 2 })
  expect(notJudged).toHaveLength(2)
  for (const { reason } of notJudged)
    expect(reason).toBe('shard 2 of 2 left no result')
})

test('each of several missing shards is named, and its cases are left', () => {
  const folders = ['1', '3'].map((name) => join(folder, name))
  const { lost, missing, cutShort } = joinShards(readShards(folders, judging))
  expect(lost).toEqual([2, 4])
  expect(missing).toHaveLength(2)
  expect(cutShort).toBe(
    'shards 2 and 4 of 4 left no result, and 2 cases of 5 did not run',
  )
})

test('a secret in a file of a shard is an error of the whole', async () => {
  const reportsDir = join(
    folder,
    changed('sound-1', (text) => text),
  )
  const verdict = await readVerdict({ ...second, reportsDir })
  const leaks = [{ file: 'junit.xml', what: 'a key' }]
  await rewriteVerdict(verdict, { reportsDir, files: [], leaks })
  const shards = readShards([reportsDir, join(folder, 'sound-2')], judging)
  expect(joinShards(shards).errors).toEqual([
    {
      what: 'junit.xml',
      message: 'it held a secret and was removed: a key',
    },
  ])
})

test('what a killed shard has created is in the merged ledger, and a sweep deletes it', async () => {
  const reportsDir = join(folder, 'killed')
  const killed = start({
    args: ['run', '--scenarios', scenarios, '--reports', reportsDir],
    sandbox,
    env: { SEAMWATCH_SHARD: '2/2' },
    isGroup: true,
  })
  onRead = () => killed.killGroup('SIGKILL')
  expect((await killed.ended).signal).toBe('SIGKILL')
  onRead = undefined
  const left = await merge(['sound-1', 'killed'], 'swept')
  expect(left.exitCode, left.printed).toBe(3)
  expect(left.printed).toContain(
    'shard 2 of 2: it did not end, so its cases are not judged',
  )
  const open = () =>
    readLedgers(ledgerFolder(left.reportsDir))
      .flatMap((ledger) => ledger.open)
      .flatMap(({ sessionIds }) => sessionIds)
      .filter((id) => sandbox.state.findById(sandbox.seed.workspaceId, id))
  expect(open().length).toBeGreaterThan(0)
  const ids = open()
  const swept = await seamwatch({
    args: ['sweep', '--reports', left.reportsDir],
    sandbox,
  })
  expect(swept.exitCode, swept.printed).toBe(0)
  expect(
    ids.filter((id) => sandbox.state.findById(sandbox.seed.workspaceId, id)),
  ).toEqual([])
})

test('a shard without cases is no error, and its merge is whole', async () => {
  const only = ['--grep', 'session a']
  const merged: string[] = []
  for (const index of [1, 2]) {
    const reportsDir = join(folder, `few-${index}`)
    const left = await seamwatch({
      args: ['run', '--scenarios', scenarios, '--reports', reportsDir, ...only],
      sandbox,
      env: { SEAMWATCH_SHARD: `${index}/2` },
    })
    expect(left.exitCode, left.printed).toBe(0)
    merged.push(`few-${index}`)
  }
  const left = await merge(merged, 'few')
  expect(left.exitCode, left.printed).toBe(0)
  const { counts, isFiltered } = await readVerdict(left)
  expect(counts.cases).toMatchObject({ total: 1, passed: 1 })
  expect(isFiltered).toBe(true)
})

/** A copy of a shard with another text in its file. */
function changed(name: string, change: (text: string) => string): string {
  const copy = `changed-${name}`
  cpSync(join(folder, name), join(folder, copy), { recursive: true })
  const file = join(folder, copy, 'shard.json')
  writeFileSync(file, change(readFileSync(file, 'utf8')))
  return copy
}

function having(key: string, value: unknown) {
  return (text: string) => JSON.stringify({ ...JSON.parse(text), [key]: value })
}

const refused: readonly {
  readonly what: string
  readonly names: () => readonly string[]
  readonly says: string
}[] = [
  {
    what: 'a folder of another run',
    names: () => ['1', 'one'],
    says: '/one" has no shard.json',
  },
  {
    what: 'the same folder',
    names: () => ['1', '1'],
    says: '/1" is named twice',
  },
  {
    what: 'one shard',
    names: () => ['1', changed('1', (text) => text)],
    says: 'shard 1 of 4 is there twice: in "',
  },
  {
    what: 'shards of another division',
    names: () => ['1', 'sound-2'],
    says: 'is of another number of shards than',
  },
  {
    what: 'a file that was cut off',
    names: () => ['1', changed('2', (text) => text.slice(0, 900))],
    says: 'shard.json" is damaged: it is not JSON',
  },
  {
    what: 'a file without its plan',
    names: () => ['1', changed('2', having('plan', 'none'))],
    says: 'shard.json" is damaged: plan: ',
  },
  ...(
    [
      ['target', 'target: expected 127.0.0.1'],
      ['endpoint', 'endpoint'],
      ['driver', 'driver than'],
      ['contract', 'contract than'],
      ['version', 'version of Seamwatch than'],
      ['suite', 'suite (scenarios, browsers, --tag'],
    ] as const
  ).map(([key, says]) => ({
    what: `another ${key}`,
    names: () => ['1', changed('2', having(key, 'another'))],
    says: `is of another ${says.split(':')[0]}`,
  })),
]

for (const { what, names, says } of refused) {
  test(`a merge with ${what} is refused`, () => {
    const folders = names().map((name) => join(folder, name))
    expect(() => readShards(folders, judging)).toThrow(says)
  })
}

test('another version of Seamwatch, or another contract, does not merge', () => {
  const folders = [join(folder, '1')]
  expect(() => readShards(folders, { ...judging, version: '9' })).toThrow(
    'is of another version of Seamwatch: expected 9, but received',
  )
  expect(() => readShards(folders, { ...judging, contract: '0' })).toThrow(
    'was judged by another contract than this one',
  )
})

test('a merge that is refused writes nothing', async () => {
  const left = await merge(['1', 'one', 'none'], 'refused')
  expect(left.exitCode, left.printed).toBe(2)
  expect(left.printed).toContain('/one" has no shard.json')
  expect(left.printed).toContain('/none" has no shard.json')
  expect(existsSync(left.reportsDir)).toBe(false)
})

test('the folder of a shard is no folder for the merged reports', async () => {
  const left = await merge(['1', '2'], '1')
  expect(left.exitCode).toBe(2)
  expect(left.printed).toContain('the merge would replace it')
  expect(existsSync(join(folder, '1', 'shard.json'))).toBe(true)
})
