/** Adopted assumptions: what is only inferred, and a team stands for. */
import schema from '../../schemas/adopted.schema.json' with { type: 'json' }
import type { Adopted, AdoptedAs } from '../model/basis.ts'
import type { JsonValue } from '../model/contract.ts'
import { hintFor, quote } from '../scenario/check/closest.ts'
import { own, textOf } from '../scenario/json.ts'
import type { Fault } from '../scenario/parse/source.ts'
import { ownSchema } from '../scenario/check/own-schema.ts'
import { parseList, type Entry } from './parse-list.ts'

const validate = ownSchema(schema)

/** @param known the names of all assumptions of the suite; any, if it is absent.
 * @throws UsageError with every fault, each with its line. */
export function parseAdopted(
  source: { readonly file: string; readonly text: string },
  known?: readonly string[],
): readonly Adopted[] {
  return parseList(source, {
    advice: {
      empty: 'write "[]" for a list without entries',
      tooDeep: 'a list of adopted assumptions needs two',
      second: 'one file holds one list of adopted assumptions',
    },
    validate,
    subject: 'assumption',
    isSame: isSameTarget,
    check: (entry) => (known ? checkName(entry, known) : []),
    read: (value, { fingerprint: assumption, owner, reason }) => {
      const target = targetOf(value)
      const adopted = { assumption, owner, reason }
      return target === undefined ? adopted : { ...adopted, target }
    },
  })
}

/** Whether both hold somewhere. */
function isSameTarget(one: JsonValue, other: JsonValue): boolean {
  const [a, b] = [targetOf(one), targetOf(other)]
  return a === undefined || b === undefined || a === b
}

function targetOf(value: JsonValue): string | undefined {
  return textOf(own(value, 'target'))
}

/** An entry of what nothing assumes would change nothing. */
function checkName(
  { value, path }: Entry,
  known: readonly string[],
): readonly Fault[] {
  const name = textOf(own(value, 'assumption'))
  if (!name || known.includes(name)) return []
  return [
    {
      code: 'name-unresolved',
      fact: `Nothing in the suite assumes ${quote(name)}`,
      hint: hintFor(name, known),
      spot: { path: [...path, 'assumption'], at: 'value' },
    },
  ]
}

/** Those that hold for a target. */
export function adoptedFor(
  adopted: readonly Adopted[],
  target: string,
): AdoptedAs {
  const holding = new Map(
    adopted
      .filter((one) => one.target === undefined || one.target === target)
      .map(({ assumption, owner, reason }) => [assumption, { owner, reason }]),
  )
  return (assumption) => holding.get(assumption)
}
