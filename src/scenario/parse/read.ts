/** Turns a checked file into a scenario. */
import { byDocs, inferred } from '../../model/basis.ts'
import type { JsonValue } from '../../model/contract.ts'
import { own, textOf } from '../json.ts'
import { isJsonObject, listOr, objectOr } from '../../model/json.ts'
import { credentialOf } from '../operations.ts'
import type { Path } from '../../model/path.ts'
import { placeOf, type Source } from './source.ts'
import type {
  Call,
  DriverName,
  Row,
  Save,
  Scenario,
  Severity,
  Step,
  WrittenCredential,
} from '../../model/scenario.ts'

/** Only for a source without faults: it relies on the grammar. */
export function readScenario(source: Source, rows: readonly Row[]): Scenario {
  const file = source.value
  return {
    id: source.id,
    title: textOf(own(file, 'scenario')) ?? '',
    place: placeOf(source, { path: ['scenario'], at: 'key' }),
    owner: textOf(own(file, 'owner')) ?? '',
    severity: (own(file, 'severity') ?? 'normal') as Severity, // by the grammar
    tags: textsOf(own(file, 'tags')),
    drivers: textsOf(own(file, 'drivers') ?? ['api']) as DriverName[], // likewise
    rows,
    values: objectOr(own(file, 'values')),
    steps: listOr(own(file, 'steps')).map((step, index) =>
      readStep(source, { step, path: ['steps', index] }),
    ),
  }
}

function readStep(
  source: Source,
  { step, path }: { readonly step: JsonValue; readonly path: Path },
): Step {
  const expected = own(step, 'expect')
  const undo = own(step, 'undo')
  const within = textOf(own(step, 'within'))
  const settles = textOf(own(step, 'settles'))
  const after = textOf(own(step, 'after'))
  return {
    id: textOf(own(step, 'id')) ?? '',
    place: placeOf(source, { path, at: 'value' }),
    call: readCall(step),
    statuses: statusesOf(own(step, 'expect_status')),
    isRefusalExpected: own(step, 'expect_refused') === true,
    ...(after !== undefined && { after }),
    ...(expected !== undefined && {
      expect: expected,
    }),
    ...readBasis(step),
    saves: readSaves(source, { step, path }),
    ...(undo !== undefined && { undo: readCall(undo) }),
    ...(within !== undefined && { withinMs: durationMs(within) }),
    ...(settles !== undefined && { settlesMs: durationMs(settles) }),
  }
}

function readBasis(step: JsonValue): Pick<Step, 'basis' | 'assume'> {
  const basis = own(step, 'basis')
  const assume = own(step, 'assume')
  return {
    ...(basis === 'docs' && { basis: byDocs }),
    ...(basis === 'inferred' && {
      basis: inferred(textOf(own(step, 'assumption')) ?? ''),
    }),
    ...(isJsonObject(assume) && { assume }),
  }
}

function readCall(call: JsonValue): Call {
  const method = textOf(own(call, 'method'))
  const body = own(call, 'body')
  return {
    path: textOf(own(call, 'call')) ?? '',
    ...(method !== undefined && { method }),
    credential: readCredential(own(call, 'as')),
    ...(isJsonObject(body) && { body }),
  }
}

function readCredential(as: JsonValue | undefined): WrittenCredential {
  if (typeof as === 'string' && as.includes('${{'))
    return { kind: 'template', template: as }
  return credentialOf(as) ?? { kind: 'default' }
}

function readSaves(
  source: Source,
  { step, path }: { readonly step: JsonValue; readonly path: Path },
): readonly Save[] {
  return Object.entries(objectOr(own(step, 'save'))).map(([name, save]) => ({
    name,
    from: textOf(save) ?? textOf(own(save, 'from')) ?? '',
    isSecret: own(save, 'secret') === true,
    place: placeOf(source, { path: [...path, 'save', name], at: 'key' }),
  }))
}

function statusesOf(value: JsonValue = 200): readonly number[] {
  return [value].flat().filter((status) => typeof status === 'number')
}

function durationMs(text: string): number {
  const count = Number.parseInt(text, 10)
  return text.endsWith('ms') ? count : count * 1000
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return listOr(value).filter((item) => typeof item === 'string')
}
