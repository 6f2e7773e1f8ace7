import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from '@playwright/test'
import { withoutAgentCommands } from '../../../src/secrets/agent-commands.ts'
import { inColour, printable } from '../../../src/secrets/terminal.ts'
import {
  urlWithoutUserInfo,
  withoutUserInfo,
} from '../../../src/secrets/user-info.ts'
import { visible, visibleJson } from '../../../src/secrets/visible.ts'

const commands = [
  '##vso[task.setvariable variable=PATH]/evil',
  '##VSO[task.complete result=Succeeded]',
  '##[add-matcher]/tmp/x',
  '##[group]',
  "##teamcity[setParameter name='env.PATH' value='x']",
  '###[error]a',
  '::error file=a.ts,line=1::wrong',
  '::set-output name=a::b',
  '::Set-Env name=PATH::/evil',
  '::stop-commands::0123',
  '::add-path::/evil',
  '::unknown-yet::x',
  '::0123::',
]

/** What an agent looks for. */
const obeyed = /##[\w.-]*\[|^\s*::|::(?:error|set-|stop-|add-)/im

for (const command of commands) {
  test(`no agent obeys ${command}`, () => {
    for (const before of ['', ' ', '\t', '\u00a0', '\u3000', 'text\n', 'a\n  '])
      for (const text of [`${before}${command}`, `${before}${command}\nmore`]) {
        expect(printable(text)).not.toMatch(obeyed)
        expect(visible(text)).not.toMatch(obeyed)
        // Once more changes nothing.
        expect(printable(printable(text))).toBe(printable(text))
      }
    expect(withoutAgentCommands(`name: ${command}`)).not.toMatch(
      /##[\w.-]*\[|::(?:error|set-|stop-|add-)/i,
    )
  })
}

test('hidden characters do not join the halves of an agent command', () => {
  for (const hidden of ['\u200b', '\u00ad', '\u001b[0m', '\ufeff', '\u0000'])
    for (const text of [`#${hidden}#vso[x]`, `${hidden}::error::x`])
      expect(
        stripVTControlCharacters(printable(text)).replaceAll(hidden, ''),
      ).not.toMatch(obeyed)
})

test('addresses and names with colons stay as they are', () => {
  for (const text of [
    'http://[::1]:4010/a',
    'fe80::1, ::1',
    'std::vector',
    '# title, ## title, a#b',
  ])
    expect(printable(text)).toBe(text)
})

test('JSON without agent commands has the same values', () => {
  const value = {
    text: `${commands.join('\n')}\u202e\u{e0001}\u007f\ud800`,
    [commands[0] ?? '']: commands,
  }
  const json = visibleJson(value, 2)
  expect(JSON.parse(json)).toEqual(value)
  expect(json).not.toMatch(obeyed)
  expect(json).not.toMatch(/[\u007f\u202e\ud800]|\u{e0001}/u)
})

test('long texts cost no time', () => {
  const before = process.cpuUsage()
  for (const sign of ['#', ':', '##', '::a', '@', 'a:', 'https://', ' '])
    printable(sign.repeat(100_000 / sign.length))
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000)
})

test('a URL loses its user and password', () => {
  for (const url of [
    'https://bob:hunter2@host/path',
    'https://hunter2@host/path',
    'https://bob:hunter2@[bad',
    'https://bob:hun/ter2@host/path',
    'https://bob:hunter2#@host',
    'https:\\\\bob:hunter2@host',
    'https:/bob:hunter2@host',
    'https:bob:hunter2@host',
    'wss://bob:hunter2@host',
    'npm+https://bob:p@hunter2@host',
  ]) {
    expect(printable(`"${url}" is wrong`), url).not.toMatch(/hun|ter2/)
    expect(urlWithoutUserInfo(url), url).not.toMatch(/hun|ter2/)
  }
  expect(urlWithoutUserInfo('bob:hunter2@host')).toBe('***@host')
})

test('a URL without a password stays as it is', () => {
  for (const text of [
    'https://unpkg.com/@seamapi/types@latest',
    'http://127.0.0.1:4010/@a/b',
    'http://[::1]:4010/@a',
    'npm:@seamapi/types@1.2.3',
    'bob@example.org, see https://example.org/',
  ])
    expect(withoutUserInfo(text)).toBe(text)
})

test('a printed text has no control character, and the colours that are ours', () => {
  expect(printable('a\u001b[31mb\u009b2Jc\rd\u202ee\u0007')).toBe(
    'a\\u001b[31mb\\u009b2Jc\\rd\\u202ee\\u0007',
  )
  expect(printable(inColour('red', 'a\u001b[0mb'))).toBe(
    '\u001b[31ma\\u001b[0mb\u001b[39m',
  )
})

test('one module prints, so that nothing goes past it', () => {
  const allowed = new Set([
    'src/secrets/terminal.ts',
    // It must print even if no other module can be loaded.
    'src/seamwatch.js',
    // The program of a child, whose output this one reads.
    'src/drivers/sdk/load-entries.ts',
    // The text of a program that a person pastes.
    'src/report/gate/again.ts',
  ])
  const prints =
    /\bconsole\.(?:log|error|warn|info|debug|dir|table|trace)\(|process\.std(?:out|err)\.(?:write|end)|write(?:Sync|FileSync)\((?:1|2)\b|\/dev\/(?:std|tty)|\/proc\/self\/fd/
  const ours = ['src', 'specs']
    .flatMap((folder) =>
      readdirSync(folder, {
        recursive: folder === 'src',
        encoding: 'utf8',
      }).map((name) => join(folder, name).replaceAll('\\', '/')),
    )
    .concat('playwright.config.ts')
    .filter((file) => /\.[jt]s$/.test(file) && !allowed.has(file))
    .filter((file) => {
      const code = readFileSync(file, 'utf8').replaceAll(
        /^ *(?:\/\/|\*|\/\*).*/gm,
        '',
      )
      return prints.test(code)
    })
  expect(ours).toEqual([])
})

test('a secret that the environment gets later is not printed either', () => {
  const key = 'set later than the first line'
  expect(printable(key)).toBe(key)
  process.env.SEAM_API_KEY = key
  try {
    expect(printable(`a key ${key} b`)).not.toContain(key)
  } finally {
    delete process.env.SEAM_API_KEY
  }
  expect(printable(key)).toBe(key)
})
