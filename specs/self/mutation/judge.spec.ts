import { expect, test } from '@playwright/test'
import type { Detection } from '../../../src/mutation/detection.ts'
import { judgeMutant } from '../../../src/mutation/judge.ts'
import type { Mutant } from '../../../src/sandbox/mutants/mutant.ts'

const get = 'GET /client_sessions/get'

const mutant: Mutant = {
  id: 'a-mutant',
  description: 'it does something wrong',
  operations: [get],
  caughtBy: { class: 'breaking-drift', code: 'body-type-wrong' },
  faults: () => ({}),
}

const caught: Detection = {
  code: 'body-type-wrong',
  class: 'breaking-drift',
  effect: 'fails',
  operation: get,
  at: 'body.ok',
  fingerprint: 'body-type-wrong',
  caseId: 'a',
  stepId: 'b',
}
const unmet: Detection = {
  ...caught,
  code: 'expectation-unmet',
  class: 'expectation',
  fingerprint: 'expectation-unmet',
}

function statusOf(found: readonly Detection[], given: Partial<Mutant> = {}) {
  const baseline = new Set(['baseline'])
  return judgeMutant({ ...mutant, ...given }, { found, baseline }).status
}

test('the right code of the right class kills', () => {
  expect(statusOf([caught])).toBe('killed')
})

test('nothing found is survival', () => {
  expect(statusOf([])).toBe('survived')
})

test('what a healthy sandbox raises, too, kills nothing', () => {
  expect(statusOf([{ ...caught, fingerprint: 'baseline' }])).toBe('survived')
})

test('another code misclassifies', () => {
  expect(statusOf([unmet])).toBe('misclassified')
})

test('the right code of another class misclassifies', () => {
  expect(statusOf([{ ...caught, class: 'outage' }])).toBe('misclassified')
})

test('the right code at another operation misclassifies, unless it shows there', () => {
  const elsewhere = { ...caught, operation: 'POST /client_sessions/list' }
  expect(statusOf([elsewhere])).toBe('misclassified')
  expect(statusOf([elsewhere], { isSeenElsewhere: true })).toBe('killed')
})

test('what else fails is noise, unless it is a declared consequence', () => {
  expect(statusOf([caught, unmet])).toBe('over-reported')
  const also = { codes: ['expectation-unmet'] as const, reason: 'it follows' }
  expect(statusOf([caught, unmet], { also })).toBe('killed')
})

test('what is merely listed beside is no noise', () => {
  expect(statusOf([caught, { ...unmet, effect: 'listed' }])).toBe('killed')
})

test('a declared survivor is accepted only while nothing sees it', () => {
  const survives = 'nobody looks'
  expect(statusOf([], { survives })).toBe('accepted')
  expect(statusOf([caught], { survives })).toBe('outdated')
  expect(statusOf([unmet], { survives })).toBe('outdated')
})
