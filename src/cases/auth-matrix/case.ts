/** Turns a cell into a case: its setup steps, then the one request to judge. */
import { lineOf } from '../../contract/lines.ts'
import type { Contract } from '../../model/contract.ts'
import type { Place } from '../../model/problem.ts'
import type { Case, Scenario, Step } from '../../model/scenario.ts'
import { isTested } from './cell.ts'
import type { TestedCell } from './cell.ts'
import { matrixOf } from './matrix.ts'
import { setupStepsOf } from './setup-steps.ts'
import { paths, requestOf } from './request.ts'

/** Every cell has them. */
const matrixTags = ['auth', 'matrix', 'nightly'] as const

/** A case for each cell that is tested; none where the API has no sessions. */
export function matrixCases(contract: Contract): readonly Case[] {
  const existing = new Set(
    [...contract.operations.values()].map(({ path }) => path),
  )
  if (!Object.values(paths).every((path) => existing.has(path))) return []
  return matrixOf(contract)
    .filter(isTested)
    .map((cell) => caseOf(cell, contract))
}

function caseOf(cell: TestedCell, contract: Contract): Case {
  const { id, operation, operationName, column, expectation } = cell
  const place = placeOf(cell, contract)
  const isAccepted = expectation.kind === 'accepted'
  const setup = setupStepsOf(cell, place)
  const scenario: Scenario = {
    id,
    title: operationName,
    place,
    owner: 'client-sessions',
    severity: isAccepted ? 'critical' : 'blocker',
    // A release need not test every invalid credential.
    tags:
      column.credential.kind === 'invalid'
        ? matrixTags
        : [...matrixTags, 'gate'],
    drivers: ['api'],
    rows: [],
    values: { soon: '${{ time(+2s) }}' },
    steps: [...setup, judgedStep(cell, { place, after: setup.at(-1)?.id })],
  }
  return {
    id,
    title: `${operationName} ${isAccepted ? 'accepts' : 'rejects'} ${column.phrase}`,
    scenario,
    row: {},
    cell: {
      operation: operation.key,
      credential: column.id,
      expectation: expectation.kind,
    },
  }
}

/** The line of the contract that says which credentials are accepted. */
function placeOf({ operation }: TestedCell, contract: Contract): Place {
  const line = lineOf(contract, `${operation.pointer}/security`) ?? 1
  const text = contract.text.split('\n')[line - 1] ?? ''
  return { file: contract.file, line, column: text.search(/\S|$/) + 1 }
}

function judgedStep(
  cell: TestedCell,
  {
    place,
    after,
  }: { readonly place: Place; readonly after: string | undefined },
): Step {
  const { column, expectation, operationName, source } = cell
  const { setup, credential } = column
  const about = setup === 'another' ? 'other_id' : 'session_id'
  return {
    id: operationName,
    place,
    statuses: [200],
    ...requestOf(cell, { place, about, made: 'made', credential }),
    ...(after !== undefined && { after }),
    ...(source !== undefined && { source }),
    ...(expectation.basis && { basis: expectation.basis }),
    ...(expectation.kind === 'accepted'
      ? { isRefusalExpected: false }
      : {
          isRefusalExpected: true,
          ...(expectation.refusals && { refusals: expectation.refusals }),
          ...(expectation.harmless && { harmless: expectation.harmless }),
        }),
    ...(setup === 'expired' && {
      pause: { from: '${{ created_at }}', until: '${{ expires_at }}' },
    }),
  }
}
