import { expect, test } from '@playwright/test'

import { createValidator } from '../../../src/contract/validate/validator.ts'
import { shapesOf } from '../../../src/report/shapes.ts'
import { contract } from './fixture/contract.ts'
import { driftFindings, outcome, step } from './fixture/outcomes.ts'

const source = { contract, validator: createValidator(contract) }

test('a body with drift has two shapes to compare', () => {
  const drifted = outcome('x', { steps: [step({ findings: driftFindings })] })
  const shapes = shapesOf(drifted, source)
  expect(shapes?.documented).toContain('device_count')
  expect(shapes?.documented).not.toBe(shapes?.received)
})

test('a body without drift has no shapes to compare', () => {
  expect(shapesOf(outcome('x'), source)).toBeUndefined()
})
