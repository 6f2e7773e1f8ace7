/** The authentication matrix of a run: the result of each cell. */
import { isTested } from '../cases/auth-matrix/cell.ts'
import type { Cell } from '../cases/auth-matrix/cell.ts'
import { columnsOf } from '../cases/auth-matrix/columns.ts'
import { judgedStepOf } from '../cases/auth-matrix/judged-step.ts'
import { matrixOf } from '../cases/auth-matrix/matrix.ts'
import { isOnlyAssumed } from '../model/basis.ts'
import type { Contract } from '../model/contract.ts'
import { isSuccess } from '../model/exchange.ts'
import type { OutcomeRecord, StepOutcome } from '../model/outcome.ts'
import type { Matrix, MatrixCell } from '../model/matrix.ts'
import { visible } from '../secrets/visible.ts'

/** The cells of the matrix as the contract has them, before any is judged. */
export type MatrixPlan = {
  readonly columns: Matrix['credentials']
  readonly cells: readonly PlannedCell[]
}

type PlannedCell = Pick<
  MatrixCell,
  'case' | 'operation' | 'credential' | 'source'
> & {
  /** Why it is not tried. */
  readonly leftOut?: string
}

export function planMatrix(contract: Contract): MatrixPlan {
  return {
    columns: columnsOf(contract).map(({ id, title }) => ({ id, title })),
    cells: matrixOf(contract).map(describe),
  }
}

function describe(cell: Cell): PlannedCell {
  const { id, operation, column, expectation, source } = cell
  return {
    case: id,
    operation: operation.key,
    credential: column.id,
    ...(source !== undefined && { source }),
    ...(isTested(cell) ? {} : { leftOut: expectation.why }),
  }
}

/** Undefined where the run had no case of the matrix. */
export function judgeMatrix(
  outcomes: readonly OutcomeRecord[],
  { columns, cells }: MatrixPlan,
): Matrix | undefined {
  const known = new Map(
    outcomes.filter(({ cell }) => cell).map((it) => [it.caseId, it]),
  )
  if (known.size === 0) return undefined
  return {
    credentials: columns,
    operations: [...new Set(cells.map(({ operation }) => operation))],
    cells: cells.map(({ leftOut, ...cell }): MatrixCell => {
      if (leftOut !== undefined)
        return { ...cell, result: 'left-out', reason: leftOut }
      const outcome = known.get(cell.case)
      return outcome
        ? { ...cell, ...judgeCell(outcome) }
        : { ...cell, result: 'not-run' }
    }),
  }
}

function judgeCell(
  outcome: OutcomeRecord,
): Omit<MatrixCell, 'case' | 'operation' | 'credential'> {
  const { cell, status, reason } = outcome
  const expectation = cell?.expectation ?? 'refused'
  const step = judgedStepOf(outcome)
  const reply = step?.exchange?.result
  if (!step || step.status === 'not-judged' || !reply) {
    const why = visible(reason ?? 'no request was sent')
    return { expectation, result: 'not-judged', reason: why }
  }
  const hasMore = status === 'failed'
  if (reply.kind === 'no-reply')
    return {
      expectation,
      result: 'no-response',
      reason: visible(reply.message),
    }
  const result = resultOf(step, expectation)
  const isAccessRight = result === 'accepted' || result === 'shows-nothing'
  return {
    expectation,
    result,
    status: reply.status,
    ...(isAccessRight && hasMore
      ? { reason: 'the response is wrong in another way' }
      : {}),
  }
}

function resultOf(
  step: StepOutcome,
  expectation: 'accepted' | 'refused',
): MatrixCell['result'] {
  const has = (code: string) => step.findings.some((it) => it.code === code)
  const isAccepted = step.exchange !== undefined && isSuccess(step.exchange)
  if (has('credential-refused')) return 'not-judged'
  if (step.status === 'inconclusive') return 'no-response'
  if (expectation === 'accepted' && isAccepted) return 'accepted'
  if (expectation === 'accepted')
    return step.findings.some(isOnlyAssumed) ? 'inferred' : 'regression'
  if (isAccepted) return has('refusal-missing') ? 'bypass' : 'shows-nothing'
  return step.status === 'passed' ? 'rejected' : 'wrong-rejection'
}
