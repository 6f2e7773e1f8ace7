/** Turns a cell into a case: what must be there first, then the one request that
 * knocks. */
import { lineOf } from '../../contract/lines.ts'
import type { Contract } from '../../model/contract.ts'
import type { Place } from '../../model/problem.ts'
import type { Case, Scenario, Step } from '../../model/scenario.ts'
import { isAsking } from './cell.ts'
import type { AskingCell } from './cell.ts'
import { matrixOf } from './matrix.ts'
import { premisesOf } from './setup-steps.ts'
import { paths, requestOf } from './request.ts'

/** Every cell has them. */
export const matrixTags = ['auth', 'matrix', 'nightly'] as const

/** A case for each cell that asks; none where the API has no sessions. */
export function matrixCases(contract: Contract): readonly Case[] {
  const called = new Set(
    [...contract.operations.values()].map(({ path }) => path),
  )
  if (!Object.values(paths).every((path) => called.has(path))) return []
  return matrixOf(contract)
    .filter(isAsking)
    .map((cell) => caseOf(cell, contract))
}

function caseOf(cell: AskingCell, contract: Contract): Case {
  const { id, operation, operationName, column, expectation } = cell
  const place = placeOf(cell, contract)
  const isAccepted = expectation.kind === 'accepted'
  const premises = premisesOf(cell, place)
  const scenario: Scenario = {
    id,
    title: operationName,
    place,
    owner: 'client-sessions',
    severity: isAccepted ? 'critical' : 'blocker',
    // What is forged need not be asked before each release.
    tags:
      column.credential.kind === 'forged'
        ? matrixTags
        : [...matrixTags, 'gate'],
    drivers: ['api'],
    rows: [],
    values: { soon: '${{ time(+2s) }}' },
    steps: [...premises, knock(cell, { place, after: premises.at(-1)?.id })],
  }
  return {
    id,
    title: `${operationName} ${isAccepted ? 'accepts' : 'refuses'} ${column.phrase}`,
    scenario,
    row: {},
    cell: {
      operation: operation.key,
      credential: column.id,
      expectation: expectation.kind,
    },
  }
}

/** The line of the contract that says who may call it. */
function placeOf({ operation }: AskingCell, contract: Contract): Place {
  const line = lineOf(contract, `${operation.pointer}/security`) ?? 1
  const text = contract.text.split('\n')[line - 1] ?? ''
  return { file: contract.file, line, column: text.search(/\S|$/) + 1 }
}

function knock(
  cell: AskingCell,
  {
    place,
    after,
  }: { readonly place: Place; readonly after: string | undefined },
): Step {
  const { column, expectation, operationName } = cell
  const { behind, credential } = column
  const asked = behind === 'another' ? 'other_id' : 'session_id'
  return {
    id: operationName,
    place,
    statuses: [200],
    ...requestOf(cell, { place, asked, made: 'made', credential }),
    ...(after !== undefined && { after }),
    ...(expectation.kind === 'accepted'
      ? { isRefusalExpected: false }
      : {
          isRefusalExpected: true,
          ...(expectation.refusals && { refusals: expectation.refusals }),
          ...(expectation.harmless && { harmless: expectation.harmless }),
        }),
    ...(behind === 'expired' && {
      pause: { from: '${{ created_at }}', until: '${{ expires_at }}' },
    }),
  }
}
