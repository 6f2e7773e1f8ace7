/** Parses a file with a list of acceptances, and finds every fault in it: the
 * grammar of both such files, of changes and of findings. */
import { Ajv, type ValidateFunction } from 'ajv'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import type { Acceptance } from '../model/acceptance.ts'
import type { JsonValue } from '../model/contract.ts'
import { listOr } from '../model/json.ts'
import type { Path } from '../model/path.ts'
import { renderPlace, UsageError } from '../model/problem.ts'
import { quote } from '../scenario/check/closest.ts'
import { checkGrammar } from '../scenario/check/grammar.ts'
import { problemsOf } from '../scenario/check/problems.ts'
import { own, textOf } from '../scenario/json.ts'
import { parseYaml, type Advice } from '../scenario/parse/parse.ts'
import { placeOf, type Fault, type Source } from '../scenario/parse/source.ts'

/** One entry as it is written, and where. */
export type Entry = {
  readonly value: JsonValue
  readonly path: Path
}

export type ListGrammar<One extends Acceptance> = {
  readonly advice: Advice
  readonly validate: ValidateFunction
  /** The key of the list; absent if the file is the list. */
  readonly key?: string
  /** The key of the last day. */
  readonly lastDay: string
  /** Entries of one fingerprint that cannot both count. */
  readonly isSame: (one: JsonValue, other: JsonValue) => boolean
  /** What else may be wrong with an entry. */
  readonly check: (entry: Entry) => readonly Fault[]
  /** Only of an entry without faults. */
  readonly read: (value: JsonValue, shared: Acceptance) => One
}

export function compile(schema: object): ValidateFunction {
  return new Ajv({
    allErrors: true,
    verbose: true,
    ownProperties: true,
    formats: { date: fullFormats.date },
  }).compile(schema)
}

/** @throws UsageError with every fault, each with its line. */
export function parseList<One extends Acceptance>(
  { file, text }: { readonly file: string; readonly text: string },
  grammar: ListGrammar<One>,
): readonly One[] {
  const parsed = parseYaml({ id: 'accepted', file, text }, grammar.advice)
  if (parsed.kind === 'problems') throw new UsageError(parsed.problems)
  const { intended, faults } = checkGrammar(parsed.source, grammar.validate)
  const entries = entriesOf(intended, grammar.key)
  const all = [
    ...faults,
    ...duplicates(entries, grammar.isSame),
    ...entries.flatMap(grammar.check),
  ]
  if (all.length > 0) throw new UsageError(problemsOf(intended, all))
  return entries.map((entry) =>
    grammar.read(entry.value, sharedOf(entry, { source: intended, grammar })),
  )
}

function entriesOf(
  { value }: Source,
  key: string | undefined,
): readonly Entry[] {
  const list = key === undefined ? value : own(value, key)
  const above = key === undefined ? [] : [key]
  return listOr(list).map((item, index) => ({
    value: item,
    path: [...above, index],
  }))
}

/** Of two entries for one thing, a reader would see only one. */
function duplicates(
  entries: readonly Entry[],
  isSame: (one: JsonValue, other: JsonValue) => boolean,
): readonly Fault[] {
  return entries.flatMap(({ value, path }, index): readonly Fault[] => {
    const fingerprint = fingerprintIn(value)
    const isAgain = entries
      .slice(0, index)
      .some(
        (before) =>
          fingerprintIn(before.value) === fingerprint &&
          isSame(before.value, value),
      )
    if (fingerprint === undefined || !isAgain) return []
    return [
      {
        code: 'value-invalid',
        fact: `${quote(fingerprint)} is accepted twice`,
        hint: 'remove one of the two',
        spot: { path: [...path, 'fingerprint'], at: 'value' },
      },
    ]
  })
}

function fingerprintIn(value: JsonValue): string | undefined {
  return textOf(own(value, 'fingerprint'))
}

function sharedOf(
  { value, path }: Entry,
  {
    source,
    grammar: { lastDay },
  }: {
    readonly source: Source
    readonly grammar: Pick<ListGrammar<Acceptance>, 'lastDay'>
  },
): Acceptance {
  const text = (key: string): string => textOf(own(value, key)) ?? ''
  const spot = { path: [...path, 'fingerprint'], at: 'value' } as const
  return {
    fingerprint: text('fingerprint'),
    owner: text('owner'),
    until: text(lastDay),
    reason: text('reason'),
    place: renderPlace(placeOf(source, spot)),
  }
}
