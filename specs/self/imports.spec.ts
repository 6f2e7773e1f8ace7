import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from '@playwright/test'

/** What each part may import of the others, besides itself; packages are not
 * meant. A part is a folder of `src/`, or a module beside them. */
const law: Readonly<Record<string, readonly string[]>> = {
  // Words of the domain: data, and nothing that acts.
  exchange: [],
  catalog: [],
  problem: [],
  version: [],
  finding: ['catalog'],
  'contract/types': ['exchange'],
  'scenario/types': ['exchange', 'problem', 'contract/types'],
  outcome: [
    'exchange',
    'finding',
    'problem',
    'contract/types',
    'scenario/types',
  ],
  // Stages: each knows the words, and the stages that feed it.
  contract: ['exchange', 'problem'],
  scenario: ['exchange', 'problem', 'contract/types'],
  redact: ['exchange', 'outcome'],
  credential: ['exchange', 'contract/types'],
  target: ['credential'],
  browser: ['exchange', 'problem'],
  drivers: ['browser', 'exchange', 'scenario/types', 'version'],
  guards: ['checks', 'drivers', 'exchange', 'scenario/types'],
  proof: ['exchange', 'contract/types', 'credential', 'drivers', 'version'],
  checks: [
    'catalog',
    'contract',
    'credential',
    'exchange',
    'finding',
    'outcome',
    'redact',
    'scenario',
  ],
  cleanup: ['exchange', 'outcome', 'scenario'],
  // The referee shares no code with the player it judges; its faults name the
  // findings that must catch them.
  sandbox: ['catalog'],
  // What puts the stages together.
  tools: ['contract', 'credential', 'drivers', 'guards', 'proof', 'target'],
  send: [
    'contract/types',
    'credential',
    'exchange',
    'scenario',
    'tools',
    'version',
  ],
  capture: ['catalog', 'checks', 'contract/types', 'finding', 'scenario'],
  step: [
    'capture',
    'catalog',
    'checks',
    'contract/types',
    'credential',
    'exchange',
    'finding',
    'outcome',
    'redact',
    'scenario',
    'send',
    'tools',
  ],
  settle: ['catalog', 'exchange', 'outcome', 'scenario/types', 'step'],
  run: [
    'cleanup',
    'outcome',
    'redact',
    'scenario',
    'send',
    'settle',
    'step',
    'tools',
  ],
  'components/cases': ['contract/types', 'scenario/types'],
  // A real page of a customer, and what it asks.
  components: [
    'browser',
    'checks',
    'cleanup',
    'contract',
    'credential',
    'drivers',
    'exchange',
    'finding',
    'outcome',
    'problem',
    'redact',
    'run',
    'scenario',
    'send',
    'step',
    'tools',
  ],
  needs: ['credential', 'guards', 'scenario/types', 'target'],
  endpoint: ['problem'],
  rules: ['guards', 'problem'],
  settings: [
    'browser',
    'credential',
    'drivers',
    'endpoint',
    'guards',
    'problem',
    'rules',
    'scenario/types',
    'target',
  ],
  current: ['settings'],
  surface: ['browser', 'credential', 'drivers', 'settings'],
  projects: ['browser', 'settings', 'target'],
  handover: ['target'],
  embedded: ['sandbox', 'target'],
  suite: ['components/cases', 'contract', 'problem', 'scenario', 'settings'],
  forecast: ['contract', 'needs', 'problem', 'scenario', 'settings', 'suite'],
  report: [
    'catalog',
    'contract',
    'exchange',
    'finding',
    'outcome',
    'problem',
    'scenario/types',
  ],
  mutation: [
    'browser',
    'catalog',
    'contract',
    'credential',
    'drivers',
    'embedded',
    'finding',
    'problem',
    'report',
    'run',
    'sandbox',
    'scenario',
    'suite',
    'target',
    'tools',
  ],
  commands: [
    'browser',
    'catalog',
    'components/cases',
    'contract',
    'forecast',
    'mutation',
    'problem',
    'projects',
    'report',
    'sandbox',
    'settings',
    'suite',
  ],
  cli: ['commands', 'problem', 'version'],
}

const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'))

/** `scenario/types`, where the law names it; else the folder or the module. */
function partOf(file: string): string {
  const module = file.replace(/\.ts$/, '')
  return module in law ? module : (module.split('/')[0] ?? module)
}

/** Modules of ours that a file imports, types and dynamic imports included. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join('src', file), 'utf8')
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+\.ts)'/g)].map(
    ([, path = '']) =>
      normalize(join(dirname(file), path)).replaceAll('\\', '/'),
  )
}

for (const part of new Set(source.map((file) => partOf(file)))) {
  test(`${part} imports only what lies below it`, () => {
    const allowed = law[part]
    expect(allowed, `"${part}" has no line in the law`).toBeDefined()
    const strays = source
      .filter((file) => partOf(file) === part)
      .flatMap((file) =>
        importsOf(file)
          .map((imported) => ({ imported, to: partOf(imported) }))
          // Its own types are a folder's own, whatever the law calls them.
          .filter(({ to }) => to !== part && !to.startsWith(`${part}/`))
          .filter(({ to }) => !isAllowed(to, allowed ?? []))
          .map(({ imported }) => `src/${file} imports src/${imported}`),
      )
    expect(strays).toEqual([])
  })
}

function isAllowed(part: string, allowed: readonly string[]): boolean {
  const [folder = ''] = part.split('/')
  return allowed.includes(part) || allowed.includes(folder)
}

test('no modules import each other in a circle', () => {
  const seen = new Map<string, 'open' | 'done'>()
  const circles: string[] = []
  const visit = (file: string, way: readonly string[]): void => {
    if (seen.get(file) === 'done') return
    if (seen.get(file) === 'open') {
      circles.push([...way.slice(way.indexOf(file)), file].join(' → '))
      return
    }
    seen.set(file, 'open')
    for (const imported of importsOf(file)) visit(imported, [...way, file])
    seen.set(file, 'done')
  }
  for (const file of source) visit(file, [])
  expect(circles).toEqual([])
})

test('no module has more than 200 lines, but for tables', () => {
  const modules = source.filter((file) => !isTable(file))
  const long = modules.filter(
    (file) => readFileSync(join('src', file), 'utf8').split('\n').length > 201,
  )
  expect(long).toEqual([])
})

function isTable(file: string): boolean {
  return file === 'catalog.ts' || file.startsWith('sandbox/mutants/')
}
