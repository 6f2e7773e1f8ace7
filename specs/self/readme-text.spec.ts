/** Whatever a README names exists: links, paths, commands, options,
 * variables. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { credentialVariables } from '../../src/config/credentials.ts'
import { rows } from '../../src/config/options.ts'
import { seamwatch } from './commands/seamwatch.ts'
import { linksOf, readmes, resolves, textOf, wordsIn } from './readme-files.ts'

const all = readmes.map(textOf).join('\n')
const { scripts, dependencies } = JSON.parse(textOf('package.json'))

for (const file of readmes) {
  const atMost = file === 'README.md' ? 1200 : 1500
  test(`${file} has fewer than ${atMost} words outside its tables`, () => {
    expect(wordsIn(file)).toBeLessThan(atMost)
  })
}

test('every relative link leads to a file, and to a heading in it', () => {
  const links = readmes.flatMap(linksOf)
  expect(links.length).toBeGreaterThan(20)
  const dead = links.filter((link) => !resolves(link))
  expect(dead.map(({ from, to }) => `${from}: ${to}`)).toEqual([])
})

test('README.md leads to every README in at most three steps', () => {
  let reached = new Set(['README.md'])
  for (let step = 0; step < 3; step += 1) {
    const next = [...reached]
      .filter((it) => it.endsWith('.md'))
      .flatMap(linksOf)
    reached = new Set([...reached, ...next.map(({ file }) => file)])
  }
  expect(readmes.filter((file) => !reached.has(file))).toEqual([])
})

test('every path of src/ and specs/ that a README names exists', () => {
  const named = [...all.matchAll(/(?<![\w-])(?:src|specs)\/[\w./-]*[\w/]/g)]
  expect(named.length).toBeGreaterThan(40)
  expect(named.map(([path]) => path).filter((it) => !existsSync(it))).toEqual(
    [],
  )
})

test('every picture is shown in a README, and there are at most three', () => {
  const folder = 'specs/self/report/pictures'
  const kept = readdirSync(folder).map((name) => `${folder}/${name}`)
  const shown = [...all.matchAll(/!\[[^\]]+\]\((?:\.\.\/)*([^)]+)\)/g)]
  expect(shown.map(([, path]) => path).toSorted()).toEqual(kept.toSorted())
  expect(kept.length).toBeLessThanOrEqual(3)
})

test('README.md starts and tests the project with one command each', () => {
  for (const command of ['start', 'test']) {
    const block = `\`\`\`sh\nnpm ci && npm ${command}\n\`\`\``
    expect(textOf('README.md')).toContain(block)
  }
})

test('README.md has a row for each command, and for no other', async () => {
  const commands = await commandsOf([])
  const table = textOf('README.md').matchAll(/^\| `npx seamwatch ([a-z ]+)`/gm)
  expect([...table].map(([, name]) => name).toSorted()).toEqual(
    commands.toSorted(),
  )
  const named = [
    ...all.matchAll(/npx seamwatch ([a-z]+(?: (?:pull|sdks))?)\b/g),
  ]
  expect(named.filter(([, name = '']) => !commands.includes(name))).toEqual([])
})

test('every option of a command in a README exists', async () => {
  const lines = all
    .split('\n')
    .filter((line) => line.includes('npx seamwatch '))
    .filter((line) => / --[a-z]/.test(line) || /`--[a-z]/.test(line))
  expect(lines.length).toBeGreaterThan(5)
  const helps = new Map<string, string>()
  for (const line of lines) {
    const names = [
      ...line.matchAll(/npx seamwatch ([a-z]+(?: (?:pull|sdks))?)\b/g),
    ]
    const printed = await Promise.all(
      names.map(([, name = '']) => helpOf(name, helps)),
    )
    for (const [option] of line.matchAll(/--[a-z-]+/g)) {
      expect(`${printed.join('\n')} --help`, line).toContain(option)
    }
  }
})

test('every option that a README names is declared', () => {
  const declared = new Set(
    rows.flatMap(({ flag }) => flag?.split(' ')[0] ?? []),
  )
  const ours = all
    .split('\n')
    .filter((line) => !line.includes('npx playwright'))
  const named = [...ours.join('\n').matchAll(/(?<=[ `])--[a-z][a-z-]+/g)]
  const unknown = named
    .map(([option]) => option)
    .filter((it) => it !== '--help' && !declared.has(it))
  expect(unknown).toEqual([])
})

test('every variable that a README names is read', () => {
  const listed = new Set([
    ...rows.flatMap(({ variable }) => variable ?? []),
    ...Object.keys(credentialVariables),
  ])
  const named = all.match(/SEAM(?:WATCH)?_[A-Z][A-Z_]+/g) ?? []
  expect(named.filter((name) => !listed.has(name))).toEqual([])

  const specs = readdirSync('specs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join('specs', file), 'utf8'))
    .join('\n')
  const updates = all.match(/UPDATE_[A-Z]+/g) ?? []
  expect(updates.filter((it) => !specs.includes(`env.${it}`))).toEqual([])
})

test('every script of npm that a README names is in package.json', () => {
  const named = [...all.matchAll(/npm (?:run )?([a-z]+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => !['ci', 'pack', 'i'].includes(name))
  expect(named).toContain('test')
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
})

test('every package version that a README names is the installed one', () => {
  const named = [
    ...all.matchAll(/`(@seamapi\/[\w-]+)`(?:\]\([^)]+\))? (\d+\.\d+\.\d+)/g),
  ].filter(([, name]) => name !== '@seamapi/types') // that one is pulled
  expect(named.length).toBe(2)
  for (const [, name = '', version] of named) {
    expect(dependencies[name], name).toBe(version)
  }
})

test('src/README.md has each folder of src/ at its level', () => {
  const law = /const levels = \[\n([\s\S]*?)\n\]/.exec(
    textOf('specs/self/imports.spec.ts'),
  )
  const levels = [...(law?.[1] ?? '').matchAll(/'([^']+)'/g)]
  const declared = levels.flatMap(([, names = ''], level) =>
    names
      .split(' ')
      .filter((name) => !name.includes('.') && existsSync(join('src', name)))
      .map((name) => `${level} src/${name}/`),
  )
  const table = textOf('src/README.md').matchAll(/^\| (\d+) +\| `([^`]+)`/gm)
  const shown = [...table].map(([, level, name]) => `${level} ${name}`)
  expect(shown.length).toBeGreaterThan(10)
  expect(shown.toSorted()).toEqual(declared.toSorted())
})

test('src/README.md names each folder with a ban of its own', () => {
  const law = /const bans = [\s\S]*?\n\]\)/.exec(
    textOf('specs/self/imports.spec.ts'),
  )
  const banned = [...(law?.[0] ?? '').matchAll(/\['(\w+)', /g)]
    .map(([, name = '']) => name)
    .filter((name) => existsSync(join('src', name)))
  expect(banned.length).toBeGreaterThan(0)
  const [line = ''] =
    /^Beyond the levels.*$/m.exec(textOf('src/README.md')) ?? []
  expect(banned.filter((name) => !line.includes(`\`${name}\``))).toEqual([])
})

test('scenarios/README.md has each driver that a scenario can name', () => {
  const schema = JSON.parse(textOf('schemas/scenario.schema.json'))
  const names: readonly string[] = schema.properties.drivers.items.enum
  const [, section = ''] =
    /## Drivers\n([\s\S]*?)\n## /.exec(textOf('scenarios/README.md')) ?? []
  const shown = [...section.matchAll(/^\| `([^`]+)`/gm)]
  expect(shown.map(([, name]) => name)).toEqual(names)
})

/** The names of all commands, those of a group with its name before. */
async function commandsOf(
  group: readonly string[],
): Promise<readonly string[]> {
  const { printed } = await seamwatch({ args: [...group, '--help'] })
  const [, list = ''] = /\nCommands:\n([\s\S]*)/.exec(printed) ?? []
  const names = [...list.matchAll(/^ {2}([a-z]+)(.*)$/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help')
  const whole = names.map(async (name) =>
    name === 'contract' ? commandsOf([name]) : [[...group, name].join(' ')],
  )
  return (await Promise.all(whole)).flat()
}

async function helpOf(
  name: string,
  known: Map<string, string>,
): Promise<string> {
  const { printed } = known.has(name)
    ? { printed: known.get(name) ?? '' }
    : await seamwatch({ args: [...name.split(' '), '--help'] })
  known.set(name, printed)
  return printed
}
