/** Annotations for GitHub Actions: `seamwatch review --annotations`. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { annotationsOf } from '../../../src/report/github/annotations.ts'
import { annotationLine } from '../../../src/secrets/terminal.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { fullRecord, recordOfDrafts } from './records.ts'
import { pinned, type Draft } from './reviewed.ts'

test.describe.configure({ timeout: 600_000 })

type Command = {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

function back(part: string): string {
  return part
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')
}

/** As GitHub's runner reads a line: `ActionCommand.TryParseV2`. */
function commandIn(line: string): Command | undefined {
  const text = line.trimStart()
  if (!text.startsWith('::')) return undefined
  const end = text.indexOf('::', 2)
  if (end < 0) return undefined
  const [name = '', ...rest] = text.slice(2, end).split(' ')
  const properties = rest
    .join(' ')
    .split(',')
    .map((pair) => pair.split(/=(.*)/s).slice(0, 2).map(back))
  return {
    name,
    properties: Object.fromEntries(properties),
    message: back(text.slice(end + 2)),
  }
}

function commandsOf(old: Draft, fresh: Draft): readonly Command[] {
  return annotationsOf(recordOfDrafts(old, fresh))
    .map(annotationLine)
    .flatMap((lines) => lines.split('\n').map(commandIn))
    .filter((found) => found !== undefined)
}

test('each change is at its line of the new file, a removal at its parent', async () => {
  const fresh = 'schemas/client-sessions.json'
  const { exitCode, printed } = await seamwatch({
    args: ['review', 'schemas/archive/1.490.0.json', fresh, '--annotations'],
  })
  expect(exitCode).toBe(1)
  const found = printed.split('\n').flatMap((line) => commandIn(line) ?? [])
  expect(found.map(({ name, properties }) => [name, properties])).toEqual([
    [
      'error',
      {
        file: fresh,
        line: expect.any(String),
        title: 'reply-property-removed',
      },
    ],
    [
      'error',
      { file: fresh, line: expect.any(String), title: 'request-narrowed' },
    ],
  ])
  expect(found[0]?.message).toBe(
    'client_session.customer_id: A property of a response was removed: string, format uuid (optional) → absent.\nReaders of it get nothing from now on. It hits readers of GET /client_sessions/get, GET /client_sessions/list, PATCH /client_sessions/grant_access and 6 more.',
  )
  const lines = readFileSync(fresh, 'utf8').split('\n')
  const lineAt = (index: number) =>
    lines[Number(found[index]?.properties['line']) - 1]?.trim()
  expect(lineAt(0)).toBe('"properties": {')
  expect(lineAt(1)).toBe('"minLength": 1,')
  // The text for people is there, too.
  expect(printed).toContain('Breaking (2)')
})

test('from a folder of a repository the path begins at its root', async () => {
  const { printed } = await seamwatch({
    args: [
      'review',
      'archive/1.490.0.json',
      'client-sessions.json',
      '--annotations',
    ],
    cwd: 'schemas',
  })
  expect(commandIn(printed.split('\n')[0] ?? '')?.properties['file']).toBe(
    'schemas/client-sessions.json',
  )
  expect(printed).toContain('→ client-sessions.json:')
})

test('of what is accepted there is none, and what is not compared is a warning', () => {
  const found = annotationsOf(fullRecord())
  expect(found.map(({ level, title }) => `${level} ${title}`)).toEqual([
    'error reply-property-removed',
    'warning sdk-operation-hidden',
    'warning not-compared',
  ])
})

test('ten of a level, the worst first, and the last says how many more', () => {
  const old = pinned()
  const { properties } = old.components.schemas.client_session
  for (let index = 0; index < 25; index++) properties[`gone_${index}`] = {}
  const fresh = pinned()
  for (const [path, item] of Object.entries<Draft>(fresh.paths))
    for (const method of Object.keys(item))
      item[method]['x-response-key'] = `${path} ${method}`
  const { client_session } = fresh.components.schemas
  for (const property of Object.values<Draft>(client_session.properties))
    property.maxLenght = 1
  const found = commandsOf(old, fresh)
  const levels = found.map(({ name }) => name)
  expect(levels).toEqual([
    ...Array.from({ length: 10 }, () => 'error'),
    ...Array.from({ length: 10 }, () => 'warning'),
  ])
  expect(found[8]?.message).not.toContain('more in the log')
  expect(found[9]?.message).toMatch(/\n… and 15 more in the log$/)
  expect(found[19]?.message).toMatch(/\n… and \d+ more in the log$/)
})

const hostile = [
  'x\n::set-env name=PATH::/evil',
  '::add-mask::x',
  '::error file=a.ts::x',
  '%0A::set-output name=a::b',
  '%250A::stop-commands::t',
  'a::b::c,line=1,title=evil',
  '##vso[task.setvariable variable=PATH]/evil',
  '##[add-matcher]/tmp/x',
  "##teamcity[setParameter name='env.PATH' value='x']",
  '\r::warning::x',
  '\u2028::group::x',
]

test('names of a contract begin no command of their own', () => {
  const old = pinned()
  const { properties } = old.components.schemas.client_session
  for (const [index, name] of hostile.entries())
    if (index < 9) properties[name] = {}
  const lines = annotationsOf(recordOfDrafts(old, pinned())).map(annotationLine)
  expect(lines).toHaveLength(9)
  for (const line of lines) {
    expect(line).not.toMatch(/[\r\n]/)
    expect(line).toMatch(
      /^::error file=new\.json,line=\d+,title=reply-property-removed::/,
    )
    const [, message = ''] = /^.*?title=[\w-]+::(.*)$/.exec(line) ?? []
    expect(message).not.toMatch(/##[\w.-]*\[|::(?:set-|add-|stop-|error)/i)
  }
})

test('whatever stands in a part of an annotation stays in it', () => {
  for (const text of hostile) {
    const line = annotationLine({
      level: 'warning',
      title: text,
      file: `schemas/${text}`,
      line: 3,
      message: text,
    })
    expect(line).not.toMatch(/[\r\n]/)
    const found = commandIn(line)
    expect(found?.name).toBe('warning')
    expect(Object.keys(found?.properties ?? {})).toEqual([
      'file',
      'line',
      'title',
    ])
    expect(found?.properties['line']).toBe('3')
    // The message is one text, without the sign that begins a command.
    expect(found?.message).not.toMatch(/^\s*::|##\w*\[/m)
  }
})

test('no secret of the environment is printed in an annotation', async () => {
  const key = 'seam_testabMS_94SrGUXuNR2JmJkjtvBQDg5c'
  const { printed } = await seamwatch({
    args: [
      'review',
      'schemas/archive/1.490.0.json',
      'schemas/client-sessions.json',
      '--annotations',
    ],
    env: { SEAM_API_KEY: 'client_session.customer_id' },
  })
  expect(printed).not.toContain('client_session.customer_id')
  expect(
    annotationLine({ level: 'error', title: key, message: key }),
  ).not.toContain(key)
})

test('annotations and a review as data cannot be printed into each other', async () => {
  const { exitCode, printed } = await seamwatch({
    args: [
      'review',
      'schemas/client-sessions.json',
      '--json',
      '-',
      '--annotations',
    ],
  })
  expect(exitCode).toBe(2)
  expect(printed).toContain(
    'only one of --json - and --annotations can be printed [argument-invalid]\n  → write the other one to a file',
  )
})
