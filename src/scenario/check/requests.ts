/** Checks the bodies of requests that are meant to be valid: what breaks the
 * contract would blame the API for a mistake of ours. */
import { requestJudgeOf } from '../../contract/validate/request.ts'
import type {
  JudgeRequest,
  RequestViolation,
} from '../../contract/validate/request.ts'
import type { JsonValue, Operation } from '../../model/contract.ts'
import { isJsonObject, isList, listOr, objectOr } from '../../model/json.ts'
import type { Path } from '../../model/path.ts'
import type { Row } from '../../model/scenario.ts'
import { createBinding } from '../bind.ts'
import { own } from '../json.ts'
import { valueAt } from '../path.ts'
import type { Fault, Source } from '../parse/source.ts'
import { resolve, type Names } from '../template.ts'
import { quote } from './closest.ts'
import { calledBy, type Against } from './operations.ts'

export function checkRequests(
  source: Source,
  against: Against,
): readonly Fault[] {
  const judge = requestJudgeOf(against.contract)
  const values = objectOr(own(source.value, 'values'))
  const rows = against.rows.map((row) => namesOf(row, values))
  return listOr(own(source.value, 'steps')).flatMap((step, index) => {
    const path = ['steps', index]
    const undo = own(step, 'undo')
    const calls = [
      ...(isMeantToWork(step) ? [{ call: step, path }] : []),
      ...(undo === undefined ? [] : [{ call: undo, path: [...path, 'undo'] }]),
    ]
    return calls.flatMap(({ call, path: at }) =>
      checkBody(own(call, 'body') ?? {}, {
        operations: calledBy(call, against),
        path: [...at, 'body'],
        rows,
        judge,
      }),
    )
  })
}

/** A call that is meant to fail may break what it likes. */
function isMeantToWork(step: JsonValue): boolean {
  const statuses = [own(step, 'expect_status') ?? 200].flat()
  return (
    own(step, 'expect_refused') === undefined &&
    statuses.every((status) => Number(status) < 400)
  )
}

/** What is known before a run; not what earlier responses or the target give: they
 * are no mistakes of a scenario. */
function namesOf(row: Row, values: ReturnType<typeof objectOr>): Names {
  return createBinding({
    caseStartMs: Date.now(),
    runId: '00000000',
    marker: 'seamwatch-00000000-00000000',
    target: {},
    row: row.values,
    values,
  })
}

function checkBody(
  body: JsonValue,
  {
    operations,
    path,
    rows,
    judge,
  }: {
    readonly operations: readonly Operation[]
    readonly path: Path
    readonly rows: readonly Names[]
    readonly judge: JudgeRequest
  },
): readonly Fault[] {
  const bodies = new Map(
    rows.map((names) => {
      const filled = fillIn(body, names)
      return [JSON.stringify(filled, exactly), filled] as const
    }),
  )
  const faults = new Map<string, Fault>()
  for (const filled of bodies.values())
    for (const operation of operations)
      for (const violation of judge(operation, filled)) {
        if (!isOurs(violation, { body: filled, operation })) continue
        const key = JSON.stringify(violation.path)
        if (!faults.has(key))
          faults.set(key, faultOf(violation, { operation, path }))
      }
  return [...faults.values()]
}

function exactly(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

/** Templates without a value stay as they are. */
function fillIn(value: JsonValue, names: Names): JsonValue {
  if (isList(value)) return value.map((item) => fillIn(item, names))
  if (isJsonObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, fillIn(item, names)]),
    )
  const filled = resolve(value, names)
  return filled.kind === 'resolved' ? filled.value : value
}

/** Other checks report names that are unknown or missing at the top. */
function isOurs(
  { kind, path }: RequestViolation,
  {
    body,
    operation,
  }: { readonly body: JsonValue; readonly operation: Operation },
): boolean {
  if (kind === 'property-undocumented') return false
  const isReported = operation.parameters.some(
    ({ name, isRequired }) => isRequired && name === path[0],
  )
  if (kind === 'required-missing' && path.length === 1 && isReported)
    return false
  const at = kind === 'required-missing' ? path.slice(0, -1) : path
  return !holdsTemplate(valueAt(body, at))
}

function holdsTemplate(value: JsonValue | undefined): boolean {
  if (typeof value === 'string') return value.includes('${{')
  if (isList(value)) return value.some(holdsTemplate)
  return isJsonObject(value) && Object.values(value).some(holdsTemplate)
}

function faultOf(
  { kind, at, path, documented, received }: RequestViolation,
  {
    operation,
    path: body,
  }: { readonly operation: Operation; readonly path: Path },
): Fault {
  const place = kind === 'required-missing' ? path.slice(0, -1) : path
  const isWhole = at === ''
  const named = isWhole ? 'The body' : `The ${quote(at)}`
  const fact =
    kind === 'read-only-sent'
      ? `${named} of ${operation.key} is read-only: only a response has it`
      : kind === 'required-missing'
        ? `${named} of ${operation.key} is required here`
        : `${named} of ${operation.key} must be ${documented}, not ${received}`
  return {
    code: 'value-invalid',
    fact,
    hint: 'correct it, or give the status that rejects it in "expect_status"',
    spot: { path: [...body, ...place], at: 'value' },
  }
}
