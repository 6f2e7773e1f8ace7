import { expect, test } from '@playwright/test'
import { judgeMatrix, planMatrix } from '../../../src/verdict/matrix.ts'
import { contract } from '../kit.ts'
import { finding, outcome, step } from '../report/fixture/outcomes.ts'

test('a session that could not be deleted does not change the result of its cell', () => {
  const plan = planMatrix(contract)
  const planned = plan.cells.find(
    ({ operation, credential }) =>
      operation === 'POST /client_sessions/create' && credential === 'api_key',
  )
  if (!planned) throw new Error('the matrix has no such cell')
  const { case: caseId, operation, credential } = planned
  const undo = step({ id: 'undo: create', findings: [finding('undo-failed')] })
  const judged = {
    ...outcome('create'),
    caseId,
    cell: { operation: 'POST /client_sessions/create', credential } as const,
    status: 'failed' as const,
    steps: [step(), { ...undo, status: 'inconclusive' as const }],
  }
  const matrix = judgeMatrix(
    [{ ...judged, cell: { ...judged.cell, expectation: 'accepted' } }],
    plan,
  )
  const cell = matrix?.cells.find((it) => it.case === caseId)
  expect(cell).toMatchObject({ operation, result: 'accepted' })
})
