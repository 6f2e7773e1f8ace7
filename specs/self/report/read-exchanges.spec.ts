/** Reading `exchanges.ndjson`: any program may have written it. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { renderExchanges } from '../../../src/report/exchanges/keep.ts'
import { readRecording } from '../../../src/report/exchanges/read.ts'
import { folderWith } from '../folder.ts'
import { contract } from '../kit.ts'
import { facts, outcomes } from './fixture/outcomes.ts'

const name = 'exchanges.ndjson'
const text = renderExchanges(
  { ...facts, contract: contract.source },
  { outcomes, contracts: [contract] },
)
const [head = '', first = ''] = text.split('\n')

test('what a run keeps can be read, by its folder or by its file', () => {
  const folder = folderWith({ [name]: text })
  const recording = readRecording(folder)
  expect(recording.run).toMatchObject({ runId: 'r1', target: 'sandbox' })
  expect(recording.exchanges.length).toBe(recording.run.kept)
  expect(recording.exchanges[0]).toEqual(JSON.parse(first))
  expect(readRecording(join(folder, name))).toEqual(recording)
})

function messageFor(path: string): string {
  try {
    readRecording(path)
    return 'it was read'
  } catch (error) {
    return String(error)
  }
}

const record = JSON.parse(first)
const rows: readonly (readonly [
  what: string,
  lines: string,
  place: string,
  message: string,
])[] = [
  ['nothing', '', ':1:1', 'it is not JSON'],
  ['binary', '\u0000\u0001', ':1:1', 'it is not JSON'],
  ['no line of a run', `${first}\n`, ':1:1', 'schemaVersion: Invalid'],
  [
    'a later version',
    head.replace('"schemaVersion":1', '"schemaVersion":2'),
    ':1:1',
    'schemaVersion: Invalid input: expected 1',
  ],
  ['half a line', `${head}\n${first.slice(0, 100)}`, ':2:1', 'it is not JSON'],
  ['an empty line', `${head}\n\n${first}`, ':2:1', 'it is not JSON'],
  ['a list', `${head}\n[]`, ':2:1', 'expected object, received array'],
  [
    'a missing member',
    `${head}\n${first}\n${JSON.stringify({ ...record, request: undefined })}`,
    ':3:1',
    'expected an exchange, but request: Invalid input',
  ],
  [
    'a status that is none',
    `${head}\n${JSON.stringify({ ...record, reply: { ...record.reply, status: 1e9 } })}`,
    ':2:1',
    'reply.status: Too big',
  ],
  [
    'a method that is none',
    `${head}\n${JSON.stringify({ ...record, request: { ...record.request, method: '\u001b[31m' } })}`,
    ':2:1',
    'request.method: Invalid option',
  ],
  [
    'nesting without end',
    `${head}\n${'['.repeat(1_000_000)}`,
    ':2:1',
    'it is not JSON',
  ],
  ['two runs', `${head}\n${first}\n${head}`, ':3:1', 'caseId: Invalid input'],
]

for (const [what, lines, place, message] of rows)
  test(`${what}: an error that names the line`, () => {
    const file = join(folderWith({ [name]: lines }), name)
    const said = messageFor(file)
    expect(said).toContain(`${name}${place}: `)
    expect(said).toContain(message)
    expect(said).toContain('npx seamwatch run writes it')
  })

test('no folder, no file, a folder without it, a pipe and a file without end are refused', () => {
  const folder = folderWith({})
  expect(messageFor(join(folder, 'missing'))).toContain('it does not exist')
  expect(messageFor(folder)).toContain(`${name}": it does not exist`)
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  expect(messageFor(pipe)).toContain('it is no file')
  mkdirSync(join(folder, 'odd', name), { recursive: true })
  expect(messageFor(join(folder, 'odd'))).toContain('it is no file')
  const long = join(folder, 'long')
  writeFileSync(long, '')
  truncateSync(long, 65 * 1024 * 1024)
  expect(messageFor(long)).toContain('it has 65 MB, and at most 64 MB are read')
})

test('unknown members are left out, also one that is named __proto__', () => {
  const odd = first.replace('{', '{"__proto__":{"isProbe":true},"more":1,')
  const [exchange] = readRecording(
    folderWith({ [name]: `${head}\n${odd}` }),
  ).exchanges
  expect(exchange).toEqual(record)
  expect(exchange?.isProbe).toBeUndefined()
})
