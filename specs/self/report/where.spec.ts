import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { renderSummary } from '../../../src/report/html/summary.ts'
import { renderRunSummary } from '../../../src/report/terminal/summary.ts'
import { whereOf } from '../../../src/report/terminal/where.ts'
import { judge } from '../../../src/verdict/verdict.ts'
import { facts, finding, outcome, step } from './fixture/outcomes.ts'

test('a finding without operation is shown as one of every operation', () => {
  expect(whereOf({ operation: '', at: 'status' })).toBe(
    'every operation · status',
  )
  const one = { ...finding('credential-refused'), operation: '' as const }
  const verdict = judge(
    [outcome('a', { status: 'failed', steps: [step({ findings: [one] })] })],
    { facts },
  )
  const text = renderRunSummary(verdict, { paint: (_, it) => it, report: 'x' })
  expect(text).toContain(`  every operation · ${one.at}`)
  expect(renderSummary(verdict)).toContain('<code>every operation</code>')
})

test('the terminal and the summary page count bodies in the same words', () => {
  const verdict = judge([outcome('a', { steps: [step()] })], { facts })
  const words = /\d+ without a documented body, \d+ not judged/
  const text = renderRunSummary(verdict, { paint: (_, it) => it, report: 'x' })
  expect(words.exec(text)?.[0]).toBe(
    words.exec(renderSummary(verdict))?.[0] ?? 'no such words',
  )
})

/** Nouns that messages count. */
const counted =
  'cases|findings|scenarios|requests|problems|errors|items|properties|expectations|attempts|exchanges|tokens|places'

/** Whose number is never 1. */
const exceptions = new Set([
  'src/cases/left-out.ts', // writes both forms
  'src/cases/estimate.ts', // more than a budget of at least 1
  'src/transport/policy/circuit-breaker.ts', // a constant
])

test('no message says "1 cases"', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((name) => !exceptions.has(name))
  expect(files.length).toBeGreaterThan(100)
  const pattern = new RegExp(
    String.raw`\b(?:length|count|size|total|scenarios)\} (?:${counted})\b`,
  )
  const found = files.flatMap((name) => {
    const hit = pattern.exec(readFileSync(name, 'utf8'))
    return hit ? [`${name}: ${hit[0]}`] : []
  })
  expect(found).toEqual([])
})
