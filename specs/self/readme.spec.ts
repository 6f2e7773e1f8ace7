/** The tables and examples of the READMEs are what the code does. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import pLimit from 'p-limit'
import { isOnlyAssumed } from '../../src/model/basis.ts'
import { catalog } from '../../src/checks/catalog.ts'
import { effects } from '../../src/model/catalog.ts'
import { defaultLimits } from '../../src/transport/transport.ts'
import { startEmbedded } from '../../src/auth/embedded.ts'
import { missingPrerequisites } from '../../src/cases/prerequisites.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { renderProblem } from '../../src/model/problem.ts'
import { judge } from '../../src/verdict/verdict.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { conditions } from '../../src/gate/conditions.ts'
import { runCase } from '../../src/run/case.ts'
import { hostile } from '../../src/sandbox/mutants/hostile.ts'
import { checkScenarios } from '../../src/scenario/check.ts'
import { parseScenario } from '../../src/scenario/parse/parse.ts'
import { expandCases, planCase } from '../../src/scenario/plan.ts'
import type { Case } from '../../src/model/scenario.ts'
import { assumptionsIn } from '../../src/cases/adopted.ts'
import { loadSuite } from '../../src/cases/suite.ts'
import { openContext } from '../../src/run/context.ts'
import { hostileContracts } from './hostile/contracts.ts'
import { hostileFiles } from './hostile/files.ts'
import { contract } from './kit.ts'
import { expectBlock } from './readme-block.ts'

const language = readFileSync('scenarios/README.md', 'utf8')

/** Runs cases against an embedded target, as the command would. */
async function runAll(
  name: 'sandbox' | 'fake',
  cases: readonly Case[],
): Promise<readonly Outcome[]> {
  const contractFile = contract.file
  const { target, stop } = await startEmbedded(name, { contractFile })
  const context = await openContext({
    target,
    contract,
    limits: defaultLimits,
    runId: 'readme',
  })
  const limit = pLimit(2)
  const plans = cases.map((item) => planCase(item, contract))
  const outcomes = await Promise.all(
    plans
      .filter((plan) => missingPrerequisites(plan, target) === undefined)
      .map((plan) => limit(() => runCase(plan, { context }))),
  )
  await context.close()
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
    { name: 'findings', file: 'reports/README.md' },
    [
      '| class | effect | code | what it says |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
  )
})

test('the table of hostile responses lists each one with its findings', () => {
  const rows = hostile.map(({ sent, found }) => {
    const judged = found.map((it) => {
      const [name, code] = it.split(' ')
      return `${name} \`${code}\``
    })
    return `| ${sent} | ${[...new Set(judged)].join(', ') || 'nothing'} |`
  })
  const head = ['| what arrives | what is found |', '| --- | --- |']
  const file = 'specs/README.md'
  expectBlock({ name: 'hostile-replies', file }, [...head, ...rows].join('\n'))
})

test('the table of conditions says what is right under each one', () => {
  const rows = conditions.map(
    ({ id, title, right }) => `| \`${id}\` | ${title} | ${right} |`,
  )
  const head = [
    '| condition | what happens | what is right |',
    '| --- | --- | --- |',
  ]
  const file = 'src/drivers/sdk/README.md'
  expectBlock({ name: 'conditions', file }, [...head, ...rows].join('\n'))
})

test('the table of hostile files lists those that the tests use', () => {
  const rows = hostileFiles.map(
    ({ file, error }) => `| ${file} | ${error.replace('scenarios/', '')} |`,
  )
  const head = ['| the file is, or contains | the error |', '| --- | --- |']
  const file = 'scenarios/README.md'
  expectBlock({ name: 'hostile-files', file }, [...head, ...rows].join('\n'))
})

test('the table of hostile contracts lists those that the tests use', () => {
  const rows = hostileContracts.map(
    ({ file, error }) => `| ${file} | ${error} |`,
  )
  const head = ['| a contract | the error |', '| --- | --- |']
  const file = 'schemas/README.md'
  expectBlock(
    { name: 'hostile-contracts', file },
    [...head, ...rows].join('\n'),
  )
})

test('the example of a drift report is the result of a run against the fake', async () => {
  test.setTimeout(600_000)
  const { cases, cells } = await loadSuite({
    contractFile: contract.file,
    scenariosDir: 'scenarios',
    tags: [],
    driver: 'api',
  })
  const { findings } = verdictOf(await runAll('fake', [...cases, ...cells]))
  const groups = new Map<string, Set<string>>()
  for (const finding of findings) {
    const { code, at, operation, assumption } = finding
    const name = isOnlyAssumed(finding) ? 'inferred' : finding.class
    const key = `| ${name} | \`${code}\` | ${at} |`
    const short = assumption ?? operation.replace('/client_sessions/', '')
    groups.set(key, (groups.get(key) ?? new Set()).add(short))
  }
  const rows = [...groups].map(
    ([key, operations]) => `${key} ${[...operations].toSorted().join(', ')} |`,
  )
  expectBlock(
    { name: 'fake', file: 'specs/README.md' },
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

test('the table of assumptions lists each one with its scenarios', async () => {
  const { scenarios } = await loadSuite({
    contractFile: contract.file,
    scenariosDir: 'scenarios',
    tags: [],
    driver: 'api',
  })
  const rows = assumptionsIn(scenarios).map((name) => {
    const where = scenarios
      .filter((one) => assumptionsIn([one], []).includes(name))
      .map(({ id }) => `\`${id}\``)
    return `| \`${name}\` | ${where.join(', ') || 'every run'} |`
  })
  const head = ['| assumption | scenarios |', '| --- | --- |']
  expectBlock(
    { name: 'assumptions', file: 'schemas/README.md' },
    [...head, ...rows].join('\n'),
  )
})

test('the example of a scenario runs and passes', async () => {
  const texts = [...language.matchAll(/```yaml\n([\s\S]*?)```/g)]
  expect(texts.length).toBe(1)
  for (const [index, [, text = '']] of texts.entries()) {
    const parsed = parseScenario({
      id: `readme/${index}`,
      file: 'scenarios/README.md',
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

test('the example of a mistake is the message that a person reads', () => {
  const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(language) ?? []
  const parsed = parseScenario({
    id: 'example',
    file: 'scenarios/example.yaml',
    text: text.replace('expect_refused', 'expect_refuse'),
  })
  if (parsed.kind !== 'source') throw new Error('the example is not YAML')
  const { problems } = checkScenarios([parsed.source], contract)
  expectBlock(
    { name: 'mistake', file: 'scenarios/README.md' },
    `\`\`\`text\n${problems.map(renderProblem).join('\n\n')}\n\`\`\``,
  )
})

test('every operator of the scenario language is named', () => {
  const schema = readFileSync('schemas/scenario.schema.json', 'utf8')
  for (const [, operator] of schema.matchAll(/"(\$[a-z_]+)": \{/g)) {
    expect(language).toContain(`\`${operator}\``)
  }
})
