import { expect, test } from '@playwright/test'

import { toError } from '../../../src/report/playwright/message.ts'
import { finding, outcome, step } from './fixture/outcomes.ts'

const place = { file: 'scenarios/x.yaml', line: 8, column: 5 }

function errorFor(
  code: Parameters<typeof finding>[0],
  status: 'failed' | 'inconclusive',
) {
  const findings = [finding(code)]
  const steps = [step(), step({ place, findings })]
  return toError(outcome('x', { status, steps }), { root: '/project' })
}

test('a broken contract is a failure that points into the scenario', () => {
  const error = errorFor('body-type-wrong', 'failed')
  expect(error?.name).toBe('ContractBroken')
  expect(error?.message).toMatch(/^\[BREAKING-DRIFT\] POST .*: 1 difference/)
  expect(error?.message).toContain('expect(response).toFollowContract()')
  expect(error?.stack).toMatch(/\n {4}at \/project\/scenarios\/x\.yaml:8:5$/)
})

test('an outage is an error, not a failure', () => {
  const error = errorFor('server-error', 'inconclusive')
  expect(error?.name).toBe('CouldNotJudge')
  expect(error?.message).not.toContain('expect(')
})

test('a mistake of our own is an error, not a failure', () => {
  expect(errorFor('schema-uncompilable', 'failed')?.name).toBe('CouldNotJudge')
})

test('listed findings stay out of the message', () => {
  const findings = [
    finding('body-property-undocumented'),
    finding('body-missing'),
  ]
  const mixed = outcome('x', { status: 'failed', steps: [step({ findings })] })
  expect(toError(mixed, { root: '/p' })?.message).toContain('1 difference')
})

test('a finding of several steps is shown once, with their names', () => {
  const findings = [finding('body-missing')]
  const steps = ['read', 'read again', 'list'].map((id) =>
    step({ id, findings }),
  )
  const error = toError(outcome('x', { status: 'failed', steps }), {
    root: '/p',
  })
  expect(error?.message.match(/BREAKING-DRIFT/g)).toHaveLength(1)
  expect(error?.message).toContain('\n  also at: "read again", "list"\n')
})

test('without findings the message is the reason', () => {
  const odd = outcome('x', { status: 'inconclusive', reason: 'no driver' })
  const error = toError(odd, { root: '/p' })
  expect(error?.message).toBe('no driver')
  expect(error?.stack).toContain('scenario.yaml:1:1')
})

for (const status of ['passed', 'not-judged'] as const) {
  test(`a case that is ${status} throws nothing`, () => {
    expect(toError(outcome('x', { status }), { root: '/p' })).toBeUndefined()
  })
}
