import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import pLimit from 'p-limit'
import { catalog, effects } from '../../src/model/catalog.ts'
import { defaultLimits } from '../../src/transport/transport.ts'
import { startEmbedded } from '../../src/auth/embedded.ts'
import { missingNeeds } from '../../src/cases/prerequisites.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { renderProblem } from '../../src/model/problem.ts'
import { judge } from '../../src/verdict/verdict.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { runCase } from '../../src/run/case.ts'
import { hostile } from '../../src/sandbox/mutants/hostile.ts'
import { checkScenarios } from '../../src/scenario/check.ts'
import { parseScenario } from '../../src/scenario/parse.ts'
import { expandCases, planCase } from '../../src/scenario/plan.ts'
import type { Case } from '../../src/model/scenario.ts'
import { loadSuite } from '../../src/cases/suite.ts'
import { createTools } from '../../src/run/context.ts'
import { seamwatch } from './commands/seamwatch.ts'
import { hostileContracts } from './hostile/contracts.ts'
import { hostileFiles } from './hostile/files.ts'
import { contract } from './kit.ts'

const readme = readFileSync('README.md', 'utf8')

/** Holds a block of the README to what the code says; `UPDATE_README=1` writes
 * it anew. */
function expectBlock(name: string, text: string): void {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`]
  const from = readme.indexOf(start) + start.length
  const to = readme.indexOf(end)
  if (process.env.UPDATE_README === '1') {
    const now = readFileSync('README.md', 'utf8')
    const at = now.indexOf(start) + start.length
    const rest = now.slice(now.indexOf(end))
    writeFileSync('README.md', `${now.slice(0, at)}\n${text}\n\n${rest}`)
    return
  }
  expect(readme.slice(from, to).trim()).toBe(text)
}

/** Runs cases against an embedded target, as the command would. */
async function runAll(
  name: 'sandbox' | 'fake',
  cases: readonly Case[],
): Promise<readonly Outcome[]> {
  const contractFile = contract.file
  const { target, stop } = await startEmbedded(name, { contractFile })
  const tools = await createTools({
    target,
    contract,
    limits: defaultLimits,
    runId: 'readme',
  })
  const limit = pLimit(2)
  const plans = cases.map((item) => planCase(item, contract))
  const outcomes = await Promise.all(
    plans
      .filter((plan) => missingNeeds(plan, target) === undefined)
      .map((plan) => limit(() => runCase(plan, { tools }))),
  )
  await tools.driver.close()
  await stop()
  return outcomes
}

function verdictOf(outcomes: readonly Outcome[]): Verdict {
  return judge(outcomes, {
    facts: {
      seamwatch: '0',
      target: 'fake',
      endpoint: 'readme',
      runId: 'readme',
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 1,
      isFiltered: false,
    },
  })
}

test('the table of findings is the catalogue', () => {
  const meanings = {
    fails: 'fails',
    inconclusive: 'inconclusive',
    'usage-error': 'usage error',
    listed: 'listed',
  } as const
  const rows = Object.entries(catalog)
    .toSorted(([, a], [, b]) => a.class.localeCompare(b.class))
    .map(
      ([code, entry]) =>
        `| ${entry.class} | ${meanings[effects[entry.class]]} | \`${code}\` | ${entry.title} |`,
    )
  expectBlock(
    'findings',
    [
      '| class | effect | code | what it says |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
  )
})

test('the table of hostile replies is what is tried, and what came of it', () => {
  const rows = hostile.map(({ sent, found }) => {
    const judged = found.map((it) => {
      const [name, code] = it.split(' ')
      return `${name} \`${code}\``
    })
    return `| ${sent} | ${[...new Set(judged)].join(', ') || 'nothing'} |`
  })
  const head = ['| what arrives | what is found |', '| --- | --- |']
  expectBlock('hostile-replies', [...head, ...rows].join('\n'))
})

test('the table of hostile files is what is tried, and what is told', () => {
  const rows = hostileFiles.map(
    ({ file, message }) => `| ${file} | ${message.replace('scenarios/', '')} |`,
  )
  const head = ['| a scenario file of | what is told |', '| --- | --- |']
  expectBlock('hostile-files', [...head, ...rows].join('\n'))
})

test('the table of hostile contracts is what is tried, and what is told', () => {
  const rows = hostileContracts.map(({ file, message }) => `| ${file} | ${message} |`)
  const head = ['| a contract | what is told |', '| --- | --- |']
  expectBlock('hostile-contracts', [...head, ...rows].join('\n'))
})

test('the example of a drift report is what the fake gives', async () => {
  test.setTimeout(60_000)
  const { cases, cells } = await loadSuite({
    contractFile: contract.file,
    scenariosDir: 'scenarios',
    tags: [],
    driver: 'api',
  })
  const { findings } = verdictOf(await runAll('fake', [...cases, ...cells]))
  const groups = new Map<string, Set<string>>()
  for (const { class: name, code, at, operation } of findings) {
    const key = `| ${name} | \`${code}\` | ${at} |`
    const short = operation.replace('/client_sessions/', '')
    groups.set(key, (groups.get(key) ?? new Set()).add(short))
  }
  const rows = [...groups].map(
    ([key, operations]) => `${key} ${[...operations].toSorted().join(', ')} |`,
  )
  expectBlock(
    'fake',
    [
      '| class | code | place | operations |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
  )
  const classes = new Set(findings.map((finding) => finding.class))
  expect(classes).not.toContain('outage')
  expect(classes).not.toContain('scenario')
})

test('the example of a scenario runs and passes', async () => {
  const texts = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)]
  expect(texts.length).toBe(1)
  for (const [index, [, text = '']] of texts.entries()) {
    const parsed = parseScenario({
      id: `readme/${index}`,
      file: 'README.md',
      text,
    })
    expect(parsed.kind).toBe('source')
    if (parsed.kind !== 'source') return
    const { scenarios, problems } = checkScenarios([parsed.source], contract)
    expect(problems.map(renderProblem)).toEqual([])
    const cases = scenarios.flatMap((scenario) => expandCases(scenario))
    const outcomes = await runAll('sandbox', cases)
    expect(outcomes.map(({ status }) => status)).toEqual(['passed', 'passed'])
  }
})

test('every operator of the scenario language is named', () => {
  const schema = readFileSync('schemas/scenario.schema.json', 'utf8')
  for (const [, operator] of schema.matchAll(/"(\$[a-z_]+)": \{/g)) {
    expect(readme).toContain(`\`${operator}\``)
  }
})

for (const command of [
  'run',
  'check',
  'sandbox',
  'contract pull',
  'report',
  'explain',
  'audit',
  'mutants',
]) {
  test(`"seamwatch ${command}" has the options that are named`, async () => {
    const { exitCode, printed } = await seamwatch({
      args: [...command.split(' '), '--help'],
    })
    expect(exitCode).toBe(0)
    const lines = readme
      .split('\n')
      .filter((line) => line.includes(`npx seamwatch ${command}`))
    expect(lines.length).toBeGreaterThan(0)
    for (const [option] of lines.join('\n').matchAll(/--[a-z-]+/g)) {
      expect(printed).toContain(option)
    }
  })
}
