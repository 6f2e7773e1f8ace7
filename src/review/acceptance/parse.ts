/** Parses a file of accepted changes, and finds every fault in it. */
import { Ajv } from 'ajv'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import schema from '../../../schemas/accepted-changes.schema.json' with { type: 'json' }
import type { JsonValue } from '../../model/contract.ts'
import { listOr } from '../../model/json.ts'
import { renderPlace, UsageError } from '../../model/problem.ts'
import { faultOf } from '../../scenario/check/grammar-faults.ts'
import { quote } from '../../scenario/check/closest.ts'
import { own, textOf } from '../../scenario/json.ts'
import { parseYaml, type Advice } from '../../scenario/parse/parse.ts'
import {
  placeOf,
  problemAt,
  rangeOf,
  type Fault,
  type Source,
} from '../../scenario/parse/source.ts'
import type { Acceptance } from './acceptance.ts'

const validate = new Ajv({
  allErrors: true,
  verbose: true,
  ownProperties: true,
  formats: { date: fullFormats.date },
}).compile(schema)

const advice: Advice = {
  empty: 'write "accepted: []", or leave the file out',
  tooDeep: 'a list of accepted changes needs three',
  second: 'one file holds one list of accepted changes',
}

/** @throws UsageError with every fault, each with its line. */
export function parseAcceptances(
  file: string,
  text: string,
): readonly Acceptance[] {
  const parsed = parseYaml({ id: 'accepted', file, text }, advice)
  if (parsed.kind === 'problems') throw new UsageError(parsed.problems)
  const { source } = parsed
  const faults = [...grammarFaults(source.value), ...duplicates(source.value)]
  if (faults.length > 0)
    throw new UsageError(
      faults
        .map((fault) => ({ ...fault, range: rangeOf(source, fault.spot) }))
        .toSorted((a, b) => a.range[0] - b.range[0])
        .map((fault) => problemAt(source, fault)),
    )
  return itemsOf(source.value).map((item, index) => read(source, item, index))
}

function grammarFaults(value: JsonValue): readonly Fault[] {
  return validate(value) ? [] : (validate.errors ?? []).map(faultOf)
}

/** Of two lines for one change, a reader would see only one. */
function duplicates(value: JsonValue): readonly Fault[] {
  const seen = new Set<string>()
  return itemsOf(value).flatMap((item, index): readonly Fault[] => {
    const fingerprint = textOf(own(item, 'fingerprint'))
    if (fingerprint === undefined) return []
    if (seen.size !== seen.add(fingerprint).size) return []
    return [
      {
        code: 'value-invalid',
        fact: `${quote(fingerprint)} is accepted twice`,
        hint: 'remove one of the two',
        spot: { path: ['accepted', index, 'fingerprint'], at: 'value' },
      },
    ]
  })
}

function itemsOf(value: JsonValue): readonly JsonValue[] {
  return listOr(own(value, 'accepted'))
}

function read(source: Source, item: JsonValue, index: number): Acceptance {
  const text = (key: string): string => textOf(own(item, key)) ?? ''
  const path = ['accepted', index, 'fingerprint']
  return {
    fingerprint: text('fingerprint'),
    owner: text('owner'),
    until: text('until'),
    reason: text('reason'),
    place: renderPlace(placeOf(source, { path, at: 'value' })),
  }
}
