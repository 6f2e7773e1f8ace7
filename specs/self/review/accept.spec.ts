/** Accepted changes: `seamwatch review --accept FILE`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from '@playwright/test'
import { accept } from '../../../src/acceptance/acceptance.ts'
import { parseAcceptances } from '../../../src/acceptance/changes.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import { acceptance } from './records.ts'

test.describe.configure({ timeout: 600_000 })

const sources = ['schemas/archive/1.490.0.json', 'schemas/client-sessions.json']
const removed = 'reply-property-removed · client_session.customer_id'
const narrowed = 'request-narrowed length · customer_key'

function entry(fingerprint: string, until = '2999-12-31'): string {
  return `  - fingerprint: ${fingerprint}
    owner: sdk-team
    until: ${until}
    reason: no release reads it
`
}

async function review(text: string, ...args: readonly string[]) {
  const file = relative(
    process.cwd(),
    join(folderWith({ 'accepted.yaml': text }), 'accepted.yaml'),
  )
  const { exitCode, printed } = await seamwatch({
    args: ['review', ...sources, '--accept', file, ...args],
  })
  return { exitCode, printed: printed.replaceAll(file, 'accepted.yaml') }
}

test('an accepted change is listed and does not count', async () => {
  const { exitCode, printed } = await review(`accepted:\n${entry(removed)}`)
  expect(exitCode).toBe(1)
  expect(printed).toContain('Breaking (1)\ncustomer_key')
  expect(printed).toContain(
    'Accepted (1)\nclient_session.customer_id · A property of a response was removed [reply-property-removed]: by sdk-team until 2999-12-31, because no release reads it',
  )
  const both = await review(`accepted:\n${entry(removed)}${entry(narrowed)}`)
  expect(both.exitCode).toBe(0)
  expect(both.printed.trimEnd().split('\n').at(-1)).toBe(
    'accepted: 1 is compatible, 2 are accepted',
  )
})

test('an expired acceptance is printed, and its change counts again', async () => {
  const { exitCode, printed } = await review(
    `accepted:\n${entry(removed, '2026-01-31')}${entry(narrowed)}`,
  )
  expect(exitCode).toBe(1)
  expect(printed).toContain('Breaking (1)\nclient_session.customer_id')
  expect(printed).toContain(
    `Accepted without effect (1)\naccepted.yaml:2:18: expired on 2026-01-31, so the change counts again: ${removed} (sdk-team)`,
  )
})

test('an acceptance that fits no change is printed', async () => {
  const { exitCode, printed } = await review(
    `accepted:\n${entry('reply-property-removed · client_session.customer_key')}${entry('x')}`,
  )
  expect(exitCode).toBe(1)
  expect(printed).toContain(
    `accepted.yaml:2:18: no change has this fingerprint: reply-property-removed · client_session.customer_key; did you mean "${removed}"?`,
  )
  expect(printed).toContain('no change has this fingerprint: x; remove it')
})

test('the last day counts, the next one does not', () => {
  const acceptances = [{ ...acceptance('a'), until: '2027-01-31' }]
  const on = (today: string) => accept(['a'], { acceptances, today })
  expect(on('2027-01-31').current.size).toBe(1)
  expect(on('2027-01-31').expired).toEqual([])
  expect(on('2027-02-01').current.size).toBe(0)
  expect(on('2027-02-01').expired).toEqual(acceptances)
})

const mistakes: readonly {
  readonly what: string
  readonly text: string
  readonly error: string
}[] = [
  {
    what: 'without an owner',
    text: 'accepted:\n  - fingerprint: x\n    until: 2027-01-31\n    reason: x\n',
    error: `accepted.yaml:2:5: An accepted change needs "owner" [key-missing]`,
  },
  {
    what: 'with a mistyped key',
    text: `accepted:\n${entry('x').replace('until', 'untill')}`,
    error: `accepted.yaml:4:5: Unknown key "untill" in an accepted change [key-unknown]`,
  },
  {
    what: 'without end',
    text: `accepted:\n${entry('x', 'forever')}`,
    error: `accepted.yaml:4:12: "until" must be a day such as 2027-01-31, not "forever" [value-invalid]`,
  },
  {
    what: 'until a day that no calendar has',
    text: `accepted:\n${entry('x', '2027-02-30')}`,
    error: `accepted.yaml:4:12: "until" must be a day such as 2027-01-31, not "2027-02-30" [value-invalid]`,
  },
  {
    what: 'twice',
    text: `accepted:\n${entry('x')}${entry('x')}`,
    error: 'accepted.yaml:6:18: "x" is accepted twice [value-invalid]',
  },
  {
    what: 'with an empty reason',
    text: `accepted:\n${entry('x').replace('no release reads it', '""')}`,
    error:
      'accepted.yaml:5:13: "reason" must be a sentence, not "" [value-invalid]',
  },
  {
    what: 'in a list of its own',
    text: `- fingerprint: x\n`,
    error:
      'accepted.yaml:1:1: The file must be a file of accepted changes, not [{"fingerprint":"x"}] [value-invalid]',
  },
  {
    what: 'that is not YAML',
    text: 'accepted: [\n',
    error: 'accepted.yaml:2:1: A list or map before this is not closed',
  },
  {
    what: 'in an empty file',
    text: '# none\n',
    error: 'accepted.yaml:1:1: The file is empty [key-missing]',
  },
]
for (const { what, text, error } of mistakes) {
  test(`an acceptance ${what} is an error with its line`, () => {
    expect(() => parseAcceptances('accepted.yaml', text)).toThrow(error)
  })
}

test('a mistake ends the review before it begins, with the lines around it', async () => {
  const { exitCode, printed } = await review(
    `accepted:\n${entry('x').replace('until', 'untill')}`,
  )
  expect(exitCode).toBe(2)
  expect(printed).toContain('> 4 |     untill: 2999-12-31')
  expect(printed).toContain('→ did you mean "until"?')
  expect(printed).not.toContain('Compared')
})

test('a file that cannot be read is an error', async () => {
  const folder = folderWith({})
  const file = join(folder, 'accepted.yaml')
  const run = () =>
    seamwatch({ args: ['review', ...sources, '--accept', file] })
  const absent = await run()
  expect(absent.exitCode).toBe(2)
  expect(absent.printed).toContain('--accept: expected a file')
  writeFileSync(file, Buffer.from([0xff, 0xfe]))
  const binary = await run()
  expect(binary.exitCode).toBe(2)
  expect(binary.printed).toContain('cannot be read: it is not UTF-8')
})

test('the example of the README is a valid file', () => {
  const readme = readFileSync('src/review/README.md', 'utf8')
  const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? []
  expect(parseAcceptances('accepted.yaml', text)).toEqual([
    {
      fingerprint: removed,
      owner: 'sdk-team',
      until: '2027-01-31',
      reason: 'no release since 1.40 reads it',
      place: 'accepted.yaml:2:18',
    },
  ])
})
