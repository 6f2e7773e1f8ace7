/** Calls: what each step of the scenarios sends and reads, as far as the files
 * say it themselves. */
import type { Contract, JsonObject, JsonValue } from '../../model/contract.ts'
import type { Path } from '../../model/path.ts'
import type { Place } from '../../model/problem.ts'
import type { Case, PlannedCall, Step } from '../../model/scenario.ts'
import type { Operation } from '../../model/contract.ts'
import { createBinding } from '../../scenario/bind.ts'
import { checkScenarios } from '../../scenario/check.ts'
import { textOf } from '../../scenario/json.ts'
import { parsePath } from '../../scenario/path.ts'
import type { Source } from '../../scenario/parse/source.ts'
import { expandCases, planCase } from '../../scenario/plan.ts'
import { resolve, type Names } from '../../scenario/template.ts'
import { readsIn, type Read } from './places.ts'

export type ScenarioCall = {
  readonly scenario: string
  readonly place: Place
  readonly operation: Operation
  /** As the file has it: undefined where the contract decides. */
  readonly method: string | undefined
  /** The scheme, `none`, or undefined for the monitor's own. */
  readonly credential: string | undefined
  /** Whether it must succeed. */
  readonly isWanted: boolean
  readonly isRefusalExpected: boolean
  readonly names: readonly string[]
  /** Parameters whose values are known before a run. */
  readonly values: JsonObject
  readonly status: number
  readonly reads: readonly Read[]
}

/** Of the scenarios that the contract fits; the others do not run today. */
export function callsIn(
  sources: readonly Source[],
  contract: Contract,
): readonly ScenarioCall[] {
  const { scenarios } = checkScenarios(sources, contract)
  return scenarios.flatMap(expandCases).flatMap((item) => {
    const names = namesOf(item)
    const { steps } = planCase(item, contract)
    return steps.flatMap(({ step, undo, ...own }) => [
      callOf({ item, step, names, planned: own }),
      ...(undo ? [callOfUndo({ item, step, names, planned: undo })] : []),
    ])
  })
}

/** Sample values in place of what only a run knows. */
function namesOf({ scenario, row }: Case): Names {
  return createBinding({
    caseStartMs: Date.UTC(2026, 0, 1),
    runId: '00000000',
    marker: 'seamwatch-00000000-00000000',
    target: {},
    row,
    values: scenario.values,
    uuid: () => '00000000-0000-4000-8000-000000000000',
  })
}

type Given = {
  readonly item: Case
  readonly step: Step
  readonly names: Names
  readonly planned: PlannedCall
}

function callOf(given: Given): ScenarioCall {
  const { step, names } = given
  const expected = [step.expect, ...Object.values(step.assume ?? {})].flatMap(
    (wanted) => (wanted === undefined ? [] : readsIn(wanted)),
  )
  return {
    ...callOfUndo(given),
    isWanted:
      !step.isRefusalExpected && step.statuses.every((status) => status < 300),
    isRefusalExpected: step.isRefusalExpected,
    status: step.statuses[0] ?? 200,
    reads: [
      ...step.saves.flatMap(({ from }) => {
        const path: Path | undefined = parsePath(from)
        return path ? [{ path }] : []
      }),
      ...expected.map((read) => known(read, names)),
    ],
  }
}

function known({ path, value }: Read, names: Names): Read {
  const found = value === undefined ? undefined : knownValue(value, names)
  return found === undefined ? { path } : { path, value: found }
}

function callOfUndo({ item, step, names, planned }: Given): ScenarioCall {
  const { call, operation, credential } = planned
  const { method, body = {} } = call
  const values = Object.entries(body).flatMap(([name, value]) => {
    const found = knownValue(value, names)
    return found === undefined ? [] : [[name, found] as const]
  })
  return {
    scenario: item.scenario.id,
    place: step.place,
    operation,
    method: method === undefined ? undefined : methodIn(method, names),
    credential:
      credential.kind === 'scheme' || credential.kind === 'token'
        ? credential.scheme
        : credential.kind === 'none'
          ? 'none'
          : undefined,
    isWanted: true,
    isRefusalExpected: false,
    names: Object.keys(body),
    values: Object.fromEntries(values),
    status: 200,
    reads: [],
  }
}

function methodIn(method: string, names: Names): string {
  return textOf(knownValue(method, names)) ?? method
}

/** Undefined where a value comes from an earlier response. */
function knownValue(value: JsonValue, names: Names): JsonValue | undefined {
  const found = resolve(value, names)
  return found.kind === 'resolved' ? found.value : undefined
}
