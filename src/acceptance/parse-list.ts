/** Parses a file with a list of acceptances, and finds every fault in it: the
 * grammar of both such files, of changes and of findings. */
import type { ValidateFunction } from 'ajv'
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

export type ListGrammar<One> = {
  readonly advice: Advice
  readonly validate: () => ValidateFunction
  /** The key of the list; absent if the file is the list. */
  readonly key?: string
  /** The key of what an entry is about; "fingerprint" by default. */
  readonly subject?: 'fingerprint' | 'assumption'
  /** The key of the last day; absent where entries have none. */
  readonly lastDay?: string
  /** Entries of one fingerprint that cannot both count. */
  readonly isSame: (one: JsonValue, other: JsonValue) => boolean
  /** What else may be wrong with an entry. */
  readonly check: (entry: Entry) => readonly Fault[]
  /** Only of an entry without faults. */
  readonly read: (value: JsonValue, shared: Acceptance) => One
}

/** @throws UsageError with every fault, each with its line. */
export function parseList<One>(
  { file, text }: { readonly file: string; readonly text: string },
  grammar: ListGrammar<One>,
): readonly One[] {
  const parsed = parseYaml({ id: 'accepted', file, text }, grammar.advice)
  if (parsed.kind === 'problems') throw new UsageError(parsed.problems)
  const { intended, faults } = checkGrammar(parsed.source, grammar.validate())
  const entries = entriesOf(intended, grammar.key)
  const all = [
    ...faults,
    ...duplicates(entries, grammar),
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
  {
    isSame,
    subject = 'fingerprint',
  }: Pick<ListGrammar<unknown>, 'isSame' | 'subject'>,
): readonly Fault[] {
  const nameIn = (value: JsonValue) => textOf(own(value, subject))
  return entries.flatMap(({ value, path }, index): readonly Fault[] => {
    const name = nameIn(value)
    const isAgain = entries
      .slice(0, index)
      .some(
        (before) =>
          nameIn(before.value) === name && isSame(before.value, value),
      )
    if (name === undefined || !isAgain) return []
    return [
      {
        code: 'value-invalid',
        fact: `${quote(name)} is ${subject === 'fingerprint' ? 'accepted' : 'adopted'} twice`,
        hint: 'remove one of the two',
        spot: { path: [...path, subject], at: 'value' },
      },
    ]
  })
}

function sharedOf(
  { value, path }: Entry,
  {
    source,
    grammar: { lastDay, subject = 'fingerprint' },
  }: {
    readonly source: Source
    readonly grammar: Pick<ListGrammar<unknown>, 'lastDay' | 'subject'>
  },
): Acceptance {
  const text = (key: string): string => textOf(own(value, key)) ?? ''
  const spot = { path: [...path, subject], at: 'value' } as const
  return {
    fingerprint: text(subject),
    owner: text('owner'),
    until: lastDay === undefined ? '' : text(lastDay),
    reason: text('reason'),
    place: renderPlace(placeOf(source, spot)),
  }
}
