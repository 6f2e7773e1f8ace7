/** Plain English: banned words, and the usual word for each. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { expect, test } from '@playwright/test'

/** Each word → what to write in its place. */
const usual: Readonly<Record<string, string>> = {
  told: 'reported, printed, distinguished',
  nobody: 'no user, no process, no client',
  whoever: 'the person, process or module, by name',
  'knock|knocks': 'sends a request',
  'taken away|takes away|take away': 'deleted, deletes, delete',
  'let in': 'accepted',
  'turned away': 'rejected',
  patience: 'Retry-After backoff, time budget',
  'toll|tolls': 'request counter',
  silence: 'circuit breaker, no response',
  'premise|premises': 'setup step',
  'forge|forged|forgery': 'invalid credential',
  'withhold|withheld': 'block, blocked by a limit',
  'door|doors': 'operation, request',
  'sighting|sightings': 'detection',
  tally: 'totals',
}

/** Texts that may contain a banned word. */
const exceptions: readonly {
  readonly text: RegExp
  readonly reason: string
}[] = [
  {
    text: /admits-nobody/g,
    reason: 'the id of a mutant: records of earlier runs name it',
  },
]

type Source = { readonly name: string; readonly text: string }

/** `file:3: "told" → reported, printed, named`, one for each word. */
function stumbles({ name, text }: Source): readonly string[] {
  const kept = exceptions.reduce(
    (rest, exception) => rest.replaceAll(exception.text, ''),
    text,
  )
  // `patienceMs` and `PATIENCE_MS` hold the word, too. Lines stay as they are.
  const words = kept
    .replaceAll(/([a-z\d])(?=[A-Z])/g, '$1 ')
    .replaceAll('_', ' ')
  const found = Object.entries(usual).flatMap(([banned, better]) => {
    // A comment may have a line break between two words.
    const pattern = banned.replaceAll(' ', String.raw`[\s*/]+`)
    return [...words.matchAll(new RegExp(`\\b(?:${pattern})\\b`, 'gi'))].map(
      ({ 0: word, index }) => ({ word, index, better }),
    )
  })
  return found
    .toSorted((a, b) => a.index - b.index)
    .map(({ word, index, better }) => {
      const line = words.slice(0, index).split('\n').length
      return `${name}:${line}: "${word.replaceAll(/[\s*/]+/g, ' ')}" → ${better}`
    })
}

/** The files below a folder whose paths match. */
function filesIn(folder: string, fits: RegExp): readonly Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => fits.test(name) && statSync(name).isFile())
    .toSorted()
    .map(read)
}

function read(name: string): Source {
  return { name, text: readFileSync(name, 'utf8') }
}

/** The titles of a spec, each on its own line; all other text is removed. */
function titlesOf({ name, text }: Source): Source {
  const title =
    /\btest(?:\.describe|\.step)?\(\s*(?:'[^'\n]*'|"[^"\n]*"|`[^`]*`)/
  const lines = text.split('\n').map((line, index, all) => {
    const start = /\btest(?:\.describe|\.step)?\($/.test(line) ? 2 : 1
    return title.exec(all.slice(index, index + start).join('\n'))?.[0] ?? ''
  })
  return { name, text: lines.map((it) => it.replaceAll('\n', ' ')).join('\n') }
}

/** The help of a command. */
function helpOf(command: string): Source {
  const args = ['src/seamwatch.js', ...(command ? [command] : []), '--help']
  const text = execFileSync(process.execPath, args, { encoding: 'utf8' })
  return { name: `seamwatch ${command} --help`, text }
}

test('the source has no banned word', () => {
  const files = filesIn('src', /./)
  expect(files.length).toBeGreaterThan(100)
  expect(files.flatMap(stumbles)).toEqual([])
})

test('the READMEs have no banned word', () => {
  const folders = readdirSync('.').map((name) => `${name}/README.md`)
  const files = ['README.md', ...folders].filter((it) => existsSync(it))
  expect(files.length).toBeGreaterThan(1)
  expect(files.map(read).flatMap(stumbles)).toEqual([])
})

test('the scenarios have no banned word', () => {
  const files = filesIn('scenarios', /\.yaml$/)
  expect(files.length).toBeGreaterThan(10)
  expect(files.flatMap(stumbles)).toEqual([])
})

test('the titles of tests have no banned word', () => {
  const titles = filesIn('specs', /\.ts$/).map(titlesOf)
  const held = titles.filter(({ text }) => text.trim() !== '')
  expect(held.length).toBeGreaterThan(100)
  expect(titles.flatMap(stumbles)).toEqual([])
})

test('the help of the commands has no banned word', () => {
  const names = [...helpOf('').text.matchAll(/^ {2}([a-z]+)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help')
  expect(names).toContain('run')
  expect(names.map(helpOf).flatMap(stumbles)).toEqual([])
})

test('a banned word is found in a name, in capitals and over two lines', () => {
  const text = 'withPatience\nPATIENCE_MS\n/** it is taken\n * away */\ntoldest'
  expect(stumbles({ name: 'some.ts', text })).toEqual([
    'some.ts:1: "Patience" → Retry-After backoff, time budget',
    'some.ts:2: "PATIENCE" → Retry-After backoff, time budget',
    'some.ts:3: "taken away" → deleted, deletes, delete',
  ])
})
