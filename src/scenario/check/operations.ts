/** Checks calls against the contract: path, method, parameters, credential. */
import type { Contract, JsonValue, Operation } from '../../model/contract.ts'
import { own, textOf } from '../json.ts'
import { listOr, objectOr } from '../../model/json.ts'
import { chooseOperation, pathsOf, resolveInRow } from '../operations.ts'
import type { Path } from '../../model/path.ts'
import type { Fault, Source } from '../parse/source.ts'
import type { Row } from '../../model/scenario.ts'
import { hintFor, quote } from './closest.ts'
import { checkCredential } from './credentials.ts'
import { checkSendable } from './sendable.ts'

export type Against = {
  readonly contract: Contract
  readonly rows: readonly Row[]
}

export function checkOperations(
  source: Source,
  against: Against,
): readonly Fault[] {
  return listOr(own(source.value, 'steps')).flatMap((step, index) => {
    const path = ['steps', index]
    const undo = own(step, 'undo')
    // A call that is meant to fail may leave out required parameters.
    const isComplete =
      own(step, 'expect_status') === undefined &&
      own(step, 'expect_refused') === undefined
    return [
      ...checkCall({ call: step, path, isComplete }, against),
      ...(undo === undefined
        ? []
        : checkCall(
            { call: undo, path: [...path, 'undo'], isComplete: true },
            against,
          )),
    ]
  })
}

type Written = {
  readonly call: JsonValue
  readonly path: Path
  readonly isComplete: boolean
}

function checkCall(written: Written, against: Against): readonly Fault[] {
  const target = textOf(own(written.call, 'call'))
  const credential = checkCredential(written, against)
  if (target === undefined || !target.startsWith('/')) return credential
  const index = pathsOf(against.contract)
  const operations = index.get(target)
  if (!operations)
    return [
      {
        code: 'operation-unknown',
        fact: `The contract has no path ${quote(target)}`,
        hint: hintFor(target, [...index.keys()]),
        spot: { path: [...written.path, 'call'], at: 'value' },
      },
      ...credential,
    ]
  const chosen = choose(written, { operations, target, against })
  const parameters = chosen.found.flatMap((operation) => [
    ...checkSendable(written, { operation, contract: against.contract }),
    ...checkParameters(written, operation),
  ])
  return [...chosen.faults, ...credential, ...parameters]
}

/** The operations that a call may be of, one for each method of its rows. */
export function calledBy(
  call: JsonValue,
  against: Against,
): readonly Operation[] {
  const target = textOf(own(call, 'call')) ?? ''
  const operations = pathsOf(against.contract).get(target)
  if (!operations) return []
  const written = { call, path: [], isComplete: false }
  return choose(written, { operations, target, against }).found
}

type Choice = {
  readonly operations: readonly Operation[]
  readonly target: string
  readonly against: Against
}

/** Every operation that some row calls, once. */
function choose(written: Written, { operations, target, against }: Choice) {
  const found = new Set<Operation>()
  const faults: Fault[] = []
  const seen = new Set<string | undefined>()
  const method = own(written.call, 'method')
  const isTemplate = typeof method === 'string' && method.includes('${{')
  for (const row of isTemplate ? against.rows : [undefined]) {
    const value = row && isTemplate ? resolveInRow(method, row) : undefined
    // check/names.ts reports a name that no row has.
    if (value?.kind === 'missing') continue
    const name = value ? String(value.value) : textOf(method)
    if (method !== undefined && name === undefined) continue
    if (seen.has(name)) continue
    seen.add(name)
    const operation = chooseOperation(operations, name)
    if (operation) found.add(operation)
    else faults.push(methodUnknown(written, { operations, target, name, row }))
  }
  return { found: [...found], faults }
}

function methodUnknown(
  { path }: Written,
  wrong: Omit<Choice, 'against'> & {
    readonly name: string | undefined
    readonly row: Row | undefined
  },
): Fault {
  const code = 'method-unknown'
  const methods = wrong.operations.map(({ method }) => method)
  if (wrong.name === undefined)
    return {
      code,
      fact: `${quote(wrong.target)} has several methods, and POST is none of them`,
      hint: `add "method": ${methods.join(' or ')}`,
      spot: { path: [...path, 'call'], at: 'value' },
    }
  const row = wrong.row ? ` (row ${quote(wrong.row.title)})` : ''
  return {
    code,
    fact: `${quote(wrong.target)} has no method ${quote(wrong.name)}${row}`,
    hint: hintFor(wrong.name, methods),
    spot: { path: [...path, 'method'], at: 'value' },
  }
}

function checkParameters(
  { call, path, isComplete }: Written,
  operation: Operation,
): readonly Fault[] {
  const body = objectOr(own(call, 'body'))
  const names = operation.parameters.map(({ name }) => name)
  const documented = operation.unsendable?.map(({ parameter }) => parameter)
  const unknown = Object.keys(body)
    .filter((name) => !names.includes(name) && !operation.hasUnknownParameters)
    .filter((name) => !documented?.includes(name))
    .map((name): Fault => ({
      code: 'body-property-unknown',
      fact: `${operation.key} has no parameter ${quote(name)}`,
      hint: hintFor(name, names),
      spot: { path: [...path, 'body', name], at: 'key' },
    }))
  if (!isComplete) return unknown
  const at = own(call, 'body') === undefined ? 'call' : 'body'
  const hints = new Set(unknown.map(({ hint }) => hint))
  const missing = operation.parameters
    .filter(({ name, isRequired }) => isRequired && !Object.hasOwn(body, name))
    // One typing error, one problem: the unknown name was meant to be this one.
    .filter(({ name }) => !hints.has(`did you mean "${name}"?`))
    .map(({ name }): Fault => ({
      code: 'key-missing',
      fact: `${operation.key} requires the parameter "${name}"`,
      hint:
        path.at(-1) === 'undo'
          ? 'add it to "body"'
          : 'add it to "body", or give the status without it in "expect_status"',
      spot: { path: [...path, at], at: at === 'call' ? 'value' : 'key' },
    }))
  return [...unknown, ...missing]
}
