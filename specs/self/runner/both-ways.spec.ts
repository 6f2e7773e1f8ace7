import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Call } from '../../../src/sandbox/calls.ts'
import { notingCalls } from '../noting.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { made, scenarioOf } from '../run/steps.ts'

test.describe.configure({ timeout: 300_000 })

const command = fileURLToPath(
  new URL('cli.js', import.meta.resolve('@playwright/test')),
)

/** Cases of Seam's fake: some pass, some fail, and some are listed. */
const pattern = 'a session is'

test('the command and Playwright’s runner come to the same verdict and the same report', async ({}, info) => {
  const { reportsDir, printed } = await seamwatch({
    args: ['run', '--target', 'fake', '--grep', pattern],
  })
  const other = info.outputPath('by-playwright')
  const { PATH, HOME } = process.env
  const { stdout } = spawnSync(
    process.execPath,
    [command, 'test', '--project=fake-api'],
    {
      encoding: 'utf8',
      env: {
        PATH,
        HOME,
        SEAMWATCH_TARGET: 'fake',
        SEAMWATCH_GREP: pattern,
        SEAMWATCH_REPORTS: other,
      },
    },
  )
  const here = verdictIn(reportsDir)
  expect(here.findings.length, printed).toBeGreaterThan(0)
  expect(verdictIn(other), stdout).toEqual(here)
  expect(allureIn(other)).toEqual(allureIn(reportsDir))
  expect(junitIn(other)).toEqual(junitIn(reportsDir))
})

type Step = {
  readonly name: string
  readonly status: string
  readonly attachments: readonly unknown[]
}

/** Without what differs between two runs of the same kind. */
function verdictIn(folder: string) {
  const text = readFileSync(join(folder, 'verdict.json'), 'utf8')
  const verdict = JSON.parse(withoutChance(text))
  const { runId, startedAt, durationMs, findings, ...rest } = verdict
  const keys = (findings as readonly { readonly fingerprint: string }[]).map(
    ({ fingerprint }) => fingerprint,
  )
  const { polls: _polls, ...same } = rest
  expect([runId, startedAt, durationMs]).not.toContain(undefined)
  return { ...same, findings: keys.toSorted() }
}

function allureIn(folder: string) {
  const results = join(folder, 'allure-results')
  return readdirSync(results)
    .filter((name) => name.endsWith('-result.json'))
    .map((name) => JSON.parse(readFileSync(join(results, name), 'utf8')))
    .map(({ testCaseId, fullName, status, labels, parameters, steps }) => ({
      testCaseId,
      fullName,
      status,
      parameters,
      labels: labels.filter(
        ({ name }: { readonly name: string }) => name !== 'thread',
      ),
      // What no undo can delete is reported once, by whichever case is first.
      steps: (steps as readonly Step[])
        .filter(({ name }) => !name.startsWith('undo'))
        .map((step) => [step.name, step.status, step.attachments.length]),
    }))
    .toSorted((a, b) => (a.testCaseId < b.testCaseId ? -1 : 1))
}

function junitIn(folder: string): readonly string[] {
  const text = readFileSync(join(folder, 'junit.xml'), 'utf8')
  return [...text.matchAll(/<(?:testcase name|failure|error) ?[^>]*/g)]
    .map(([tag]) => withoutChance(tag.replace(/ time="[^"]*"/, '')))
    .toSorted()
}

function withoutChance(text: string): string {
  return text
    .replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, 'uuid')
    .replaceAll(/\b(?:cst|request|cs)\d+\b/g, 'id')
    .replaceAll(/seamwatch-\w+-\w+/g, 'marker')
}

/** Twelve cases that create, and undo it. */
const scenarios = Object.fromEntries(
  Array.from({ length: 12 }, (_, at) => [
    `${at}.yaml`,
    scenarioOf(`case ${at}`, made),
  ]),
)

test('cases that run side by side keep the rate', async () => {
  const calls: Call[] = []
  const times: number[] = []
  const sandbox = await startSandbox({
    faults: notingCalls(calls, {
      handle: (authorized, next) => {
        times.push(performance.now())
        return next(authorized)
      },
    }),
  })
  const { printed } = await seamwatch({
    args: ['run', '--rate', '40', '--concurrency', '12'],
    sandbox,
    scenarios,
  })
  await sandbox.stop()
  expect(sandbox.state.size(), printed).toBe(0)
  expect(times.length).toBeGreaterThan(30)
  const tookMs = (times.at(-1) ?? 0) - (times[0] ?? 0)
  // The network may hold the first one back.
  expect(tookMs).toBeGreaterThan((times.length - 2) * 25)
})

test('cases that run side by side send no more than the budget, whatever it is', async () => {
  for (const most of [4, 9, 23]) {
    const calls: Call[] = []
    const sandbox = await startSandbox({ faults: notingCalls(calls) })
    const { printed } = await seamwatch({
      args: ['run', '--concurrency', '12', '--max-requests', String(most)],
      sandbox,
      scenarios: { 'a.yaml': scenarioOf('a', made) },
    })
    await sandbox.stop()
    expect(calls.length, printed).toBeLessThanOrEqual(most)
    expect(sandbox.state.size(), printed).toBe(0)
  }
})
