import { expect, test } from '@playwright/test'
import type { Detection } from '../../../src/mutation/detection.ts'
import { judgeMutant } from '../../../src/mutation/judge.ts'
import type { Mutant } from '../../../src/sandbox/mutants/mutant.ts'

const get = 'GET /client_sessions/get'

const mutant: Mutant = {
  id: 'a-mutant',
  description: 'the API does something wrong',
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

test('the right code of the right class kills a mutant', () => {
  expect(statusOf([caught])).toBe('killed')
})

test('a mutant without detections survives', () => {
  expect(statusOf([])).toBe('survived')
})

test('a finding of the baseline kills no mutant', () => {
  expect(statusOf([{ ...caught, fingerprint: 'baseline' }])).toBe('survived')
})

test('a mutant with another code is misclassified', () => {
  expect(statusOf([unmet])).toBe('misclassified')
})

test('a mutant with the right code of another class is misclassified', () => {
  expect(statusOf([{ ...caught, class: 'outage' }])).toBe('misclassified')
})

test('the right code at another operation kills only a mutant that shows there', () => {
  const elsewhere = { ...caught, operation: 'POST /client_sessions/list' }
  expect(statusOf([elsewhere])).toBe('misclassified')
  expect(statusOf([elsewhere], { isSeenElsewhere: true })).toBe('killed')
})

test('a mutant with more failures than its consequences is over-reported', () => {
  expect(statusOf([caught, unmet])).toBe('over-reported')
  const also = { codes: ['expectation-unmet'] as const, reason: 'it follows' }
  expect(statusOf([caught, unmet], { also })).toBe('killed')
})

test('a listed finding does not make a mutant over-reported', () => {
  expect(statusOf([caught, { ...unmet, effect: 'listed' }])).toBe('killed')
})

test('a declared survivor is accepted until it is detected', () => {
  const survives = 'no check covers it'
  expect(statusOf([], { survives })).toBe('accepted')
  expect(statusOf([caught], { survives })).toBe('outdated')
  expect(statusOf([unmet], { survives })).toBe('outdated')
})
