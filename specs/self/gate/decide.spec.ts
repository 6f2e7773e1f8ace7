import { expect, test } from '@playwright/test'
import { decide } from '../../../src/gate/decide.ts'
import { nothingTried } from '../../../src/gate/found.ts'
import type { Found, Tried } from '../../../src/gate/found.ts'

const risk: Found = {
  code: 'sdk-credential-shown',
  class: 'sdk-risk',
  operation: 'PUT /client_sessions/create',
  at: 'output',
  expected: 'no credential',
  received: 'the credential',
  key: 'output',
  condition: 'rejected',
}
const drift: Found = {
  ...risk,
  code: 'body-type-wrong',
  class: 'breaking-drift',
}
const note: Found = { ...risk, class: 'sdk-note' }

function tried(findings: readonly Found[], more: Partial<Tried> = {}): Tried {
  return { ...nothingTried, calls: 1, findings, ...more }
}

const control = tried([])

test('a new finding that fails is no', () => {
  const decision = decide({
    release: tried([risk]),
    baseline: control,
    control,
  })
  expect(decision).toMatchObject({
    answer: 'no',
    exitCode: 1,
    why: 'new: sdk-credential-shown: the SDK shows the credential in an error or in its output',
    findings: [{ since: 'new', blame: 'sdk', effect: 'fails' }],
  })
})

test('what the baseline does, too, is carried over, whatever its method of HTTP', () => {
  const before = { ...risk, operation: 'POST /client_sessions/create' }
  const baseline = tried([before])
  expect(decide({ release: tried([risk]), baseline, control })).toMatchObject({
    answer: 'yes',
    why: 'nothing that fails is new; 1 fault carried over',
    findings: [{ since: 'carried-over' }],
  })
})

test('the same finding under another condition is new', () => {
  const baseline = tried([{ ...risk, condition: 'lost' }])
  expect(decide({ release: tried([risk]), baseline, control }).answer).toBe(
    'no',
  )
})

test('what plain HTTP shows, too, is the fault of the API', () => {
  expect(
    decide({
      release: tried([drift]),
      baseline: tried([]),
      control: tried([drift]),
    }),
  ).toMatchObject({ answer: 'yes', exitCode: 0, findings: [{ blame: 'api' }] })
})

test('a new note does not fail', () => {
  expect(
    decide({ release: tried([note]), baseline: control, control }).answer,
  ).toBe('yes')
})

test('without a baseline all is new', () => {
  expect(
    decide({ release: tried([risk]), baseline: undefined, control }).answer,
  ).toBe('no')
})

for (const [what, release, why] of [
  ['nothing was judged', nothingTried, 'nothing was judged'],
  [
    'a case was not judged',
    tried([], { notJudged: [{ what: 'a case', reason: 'no reply' }] }),
    'not judged: a case: no reply',
  ],
] as const) {
  test(`it is inconclusive if ${what}`, () => {
    expect(decide({ release, baseline: control, control })).toMatchObject({
      answer: 'inconclusive',
      exitCode: 3,
      why,
    })
  })
}

test('it is inconclusive if the baseline could not be judged', () => {
  const notJudged = [{ what: 'calls of the release', reason: 'no entry' }]
  const baseline = { ...nothingTried, notJudged }
  expect(decide({ release: tried([risk]), baseline, control }).answer).toBe(
    'inconclusive',
  )
})
