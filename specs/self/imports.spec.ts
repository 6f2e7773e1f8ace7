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
  marker: [],
  clock: [],
  swept: [],
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
  scenario: ['exchange', 'marker', 'problem', 'contract/types'],
  redact: ['exchange', 'outcome'],
  audit: ['redact'],
  credential: ['exchange', 'contract/types'],
  forge: [
    'contract/types',
    'credential',
    'exchange',
    'redact',
    'scenario/types',
  ],
  target: ['credential'],
  browser: ['exchange', 'problem'],
  drivers: ['browser', 'clock', 'exchange', 'scenario/types', 'version'],
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
  // The matrix speaks the scenarios' own language, so that all below runs it.
  auth: ['contract', 'problem', 'redact', 'scenario/types'],
  ask: [
    'contract/types',
    'credential',
    'drivers',
    'exchange',
    'target',
    'version',
  ],
  cleanup: [
    'clock',
    'contract/types',
    'drivers',
    'exchange',
    'marker',
    'outcome',
    'scenario',
    'swept',
  ],
  // The referee shares no code with the player it judges; its faults name the
  // findings that must catch them.
  sandbox: ['catalog'],
  // What puts the stages together.
  tools: [
    'ask',
    'clock',
    'cleanup',
    'contract',
    'credential',
    'drivers',
    'guards',
    'proof',
    'target',
  ],
  send: [
    'contract/types',
    'credential',
    'exchange',
    'forge',
    'scenario',
    'tools',
    'version',
  ],
  capture: ['catalog', 'checks', 'contract/types', 'finding', 'scenario'],
  pause: ['clock', 'scenario'],
  assess: [
    'catalog',
    'checks',
    'credential',
    'exchange',
    'finding',
    'outcome',
    'scenario/types',
    'send',
    'tools',
  ],
  step: [
    'capture',
    'checks',
    'exchange',
    'outcome',
    'pause',
    'redact',
    'scenario',
    'send',
    'assess',
    'tools',
  ],
  settle: ['catalog', 'exchange', 'outcome', 'scenario/types', 'step'],
  concluding: [
    'ask',
    'catalog',
    'cleanup',
    'exchange',
    'outcome',
    'redact',
    'scenario/types',
  ],
  undoing: [
    'ask',
    'cleanup',
    'concluding',
    'exchange',
    'scenario',
    'send',
    'step',
    'tools',
  ],
  sweeping: [
    'ask',
    'cleanup',
    'contract',
    'credential',
    'drivers',
    'guards',
    'redact',
    'swept',
    'target',
  ],
  run: [
    'concluding',
    'finding',
    'marker',
    'outcome',
    'redact',
    'scenario',
    'settle',
    'step',
    'tools',
    'undoing',
  ],
  'components/cases': ['contract/types', 'scenario/types'],
  // A real page of a customer, and what it asks.
  components: [
    'assess',
    'browser',
    'checks',
    'contract',
    'credential',
    'drivers',
    'exchange',
    'finding',
    'marker',
    'outcome',
    'problem',
    'redact',
    'run',
    'scenario',
    'send',
    'tools',
    'undoing',
  ],
  doors: ['outcome', 'scenario/types', 'tools'],
  needs: ['credential', 'guards', 'scenario/types', 'target'],
  endpoint: ['problem'],
  environment: ['problem'],
  rules: ['environment', 'guards', 'problem'],
  choice: ['credential', 'endpoint', 'environment', 'target'],
  settings: [
    'browser',
    'choice',
    'drivers',
    'environment',
    'guards',
    'rules',
    'scenario/types',
    'target',
  ],
  current: ['settings'],
  surface: ['browser', 'credential', 'drivers', 'settings'],
  projects: ['browser', 'settings', 'target'],
  handover: ['target'],
  embedded: ['sandbox', 'target'],
  suite: [
    'auth',
    'components/cases',
    'contract',
    'problem',
    'scenario',
    'settings',
  ],
  forecast: ['contract', 'needs', 'problem', 'scenario', 'settings', 'suite'],
  report: [
    'audit',
    'auth',
    'catalog',
    'contract',
    'exchange',
    'finding',
    'outcome',
    'problem',
    'redact',
    'scenario/types',
    'swept',
  ],
  mutation: [
    'browser',
    'catalog',
    'clock',
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
    'audit',
    'browser',
    'catalog',
    'components/cases',
    'contract',
    'environment',
    'forecast',
    'mutation',
    'guards',
    'problem',
    'projects',
    'report',
    'sandbox',
    'settings',
    'suite',
    'sweeping',
    'swept',
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
