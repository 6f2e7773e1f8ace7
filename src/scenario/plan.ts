/** Plans cases: expands a scenario, and binds each case to the contract. */
import type { Contract, JsonValue } from '../model/contract.ts'
import { prerequisitesOf } from './prerequisites.ts'
import {
  chooseOperation,
  credentialOf,
  pathsOf,
  resolveInRow,
} from './operations.ts'
import type {
  Call,
  Case,
  Credential,
  Plan,
  PlannedCall,
  Scenario,
} from '../model/scenario.ts'

/** One case for each row of the matrix. */
export function expandCases(scenario: Scenario): readonly Case[] {
  return scenario.rows.map((row) => ({
    id: row.id === '' ? scenario.id : `${scenario.id}?${row.id}`,
    title:
      row.title === '' ? scenario.title : `${scenario.title} [${row.title}]`,
    scenario,
    row: row.values,
  }))
}

/** The scenario must have been checked against the same contract. */
export function planCase(planned: Case, contract: Contract): Plan {
  const { scenario } = planned
  const bind = (call: Call) => planCall(call, { case: planned, contract })
  const steps = scenario.steps.map((step) => ({
    ...bind(step.call),
    step,
    ...(step.undo && { undo: bind(step.undo) }),
  }))
  return { case: planned, needs: prerequisitesOf(scenario, steps), steps }
}

function planCall(
  call: Call,
  at: { readonly case: Case; readonly contract: Contract },
): PlannedCall {
  const row = { values: at.case.row }
  const method =
    call.method === undefined ? undefined : fillIn(call.method, row)
  const operation = chooseOperation(
    pathsOf(at.contract).get(call.path) ?? [],
    method === undefined ? undefined : String(method),
  )
  if (!operation)
    throw new Error(`unchecked scenario: "${at.case.id}" calls ${call.path}`)
  return { call, operation, credential: credentialIn(call, row) }
}

function credentialIn(
  call: Call,
  row: { readonly values: Case['row'] },
): Credential {
  const { credential } = call
  if (credential.kind !== 'template') return credential
  const found = credentialOf(fillIn(credential.template, row))
  if (!found) throw new Error(`unchecked scenario: "${credential.template}"`)
  return found
}

function fillIn(
  text: string,
  row: { readonly values: Case['row'] },
): JsonValue {
  const resolved = resolveInRow(text, row)
  if (resolved.kind === 'resolved') return resolved.value
  throw new Error(`unchecked scenario: "${resolved.name}" is missing`)
}
