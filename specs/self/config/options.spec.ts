import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { Option } from 'commander'
import { credentialVariables } from '../../../src/config/credentials.ts'
import { options, optionsOf, rows } from '../../../src/config/options.ts'
import type { CommandName, Option as Row } from '../../../src/config/options.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { expectBlock } from '../readme-block.ts'

const commands: readonly CommandName[] = [
  'run',
  'check',
  'sweep',
  'sandbox',
  'browser',
  'contract pull',
  'contract sdks',
  'report',
  'audit',
  'review',
  'mutants',
]

for (const command of commands) {
  test(`the help of "seamwatch ${command}" is the list of options, in 80 columns`, async () => {
    const { printed } = await seamwatch({
      args: [...command.split(' '), '--help'],
    })
    const shown = [...printed.matchAll(/^ {2}(--[^ ]+)/gm)]
    const declared = optionsOf(command)
      .flatMap(({ flag }) => flag ?? [])
      .map((flag) => flag.split(' ')[0])
    expect(shown.map(([, flag]) => flag)).toEqual(declared)
    const wide = printed.split('\n').filter(({ length }) => length > 80)
    expect(wide).toEqual([])
  })
}

test('the help of sweep names no target that sweep refuses', async () => {
  const { printed } = await seamwatch({ args: ['sweep', '--help'] })
  expect(printed).toMatch(
    /--target <name\|url> +production, or a URL; needed\s+\(SEAMWATCH_TARGET\)/,
  )
  expect(printed).not.toMatch(/sandbox|fake/)
})

test('the table of options in src/config/README.md is the list of options', () => {
  const lines = rows
    .filter(({ variable }) => variable !== undefined)
    .map(({ flag, variable, shown, help, more }) => [
      flag === undefined ? '' : `\`${flag}\``,
      `\`${variable}\``,
      shown ?? '',
      more === undefined ? help : `${help}; ${more}`,
    ])
    .map((cells) => cells.map((cell) => ` ${cell.replaceAll('|', '\\|')} `))
    .map((cells) => `|${cells.join('|').replaceAll('  ', ' ')}|`)
  expectBlock(
    { name: 'options', file: 'src/config/README.md' },
    [
      '| option | variable | default | meaning |',
      '| --- | --- | --- | --- |',
      ...lines,
    ].join('\n'),
  )
})

test('the table of credentials in the README is the list of credentials', () => {
  const lines = Object.entries(credentialVariables).map(
    ([name, what]) => `| \`${name}\` | ${what} |`,
  )
  expectBlock(
    'credentials',
    ['| variable | what for |', '| --- | --- |', ...lines].join('\n'),
  )
})

test('every variable that the code names is listed', () => {
  const listed = new Set([
    ...rows.flatMap(({ variable }) => variable ?? []),
    ...Object.keys(credentialVariables),
    'SEAMWATCH_HANDOVER', // between the processes of one run
    'SEAMWATCH_MARKS_TAKEN_BY', // from the main process to its workers
    'SEAMWATCH_CODE_CACHE', // from the command to what it starts
    'SEAMWATCH_QUIET', // from the command to itself, started again
    // what a command of the CLI reads
    'SEAM_CLI_ENDPOINT',
    'SEAM_CLI_TOKEN',
    'SEAM_CLI_WORKSPACE_ID',
    'SEAM_CLIENT_SESSION_TOKEN', // in curl commands of the report
  ])
  const named = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[jt]s$/.test(file))
    .flatMap((file) => readFileSync(join('src', file), 'utf8'))
    .flatMap(
      (text) => text.match(/(?<=env\.|'|\s)SEAM(?:WATCH)?_[A-Z_]+\b/g) ?? [],
    )
  expect(named).toContain('SEAM_API_KEY')
  expect(named.filter((name) => !listed.has(name))).toEqual([])
})

test('an option is listed by the name that commander gives it', () => {
  // Other commands have --scenarios and --json, too, with another meaning.
  const { expectations: _, jsonFile: __, ...others } = options
  for (const [key, { flag }] of Object.entries<Row>(others)) {
    if (flag !== undefined) expect(new Option(flag).attributeName()).toBe(key)
  }
})

test('an empty id of a mutant is an error', async () => {
  const left = await seamwatch({ args: ['mutants', '--only', ''] })
  expect(left.exitCode).toBe(2)
  expect(left.printed).toContain('--only is empty')
})

test('a mistake on the command line leads to the help of its command', async () => {
  const left = await seamwatch({ args: ['run', '--nope'] })
  expect(left.exitCode).toBe(2)
  expect(left.printed).toContain('(seamwatch run --help lists its options)')
})
