/** Finds the rules of a schema that are valid, but judge nothing. */
import { closestFormat, isTextFormat } from './formats.ts'
import { joinPointer } from '../../model/json-pointer.ts'
import { isList } from '../../model/json.ts'
import type { Located } from '../document/refs.ts'
import { isNumberFormat } from './numbers.ts'
import { readPattern } from './patterns.ts'
import type { Unjudged } from '../../model/contract.ts'

/** `format` is open-valued (OpenAPI 3.0.3 §4.4), and a pattern "should" be one
 * that ECMA-262 can read (§4.7.24): what cannot be judged is left out. */
export function leaveOut(
  made: Record<string, unknown>,
  {
    origin,
    onUnjudged,
  }: {
    readonly origin: Located
    readonly onUnjudged: (rule: Unjudged) => void
  },
): void {
  const { enum: values, nullable: isNullable, format, pattern } = origin.node
  type Word = 'enum' | 'format' | 'pattern'
  const note = (word: Word, fact: string): void =>
    onUnjudged({ pointer: joinPointer(origin.pointer, word), fact })
  const leave = (word: Word, fact: string): void => {
    delete made[word]
    note(word, fact)
  }
  // Elements "should" be there (JSON Schema, draft wright-00, §5.20).
  if (isList(values) && values.length === 0) leave('enum', 'it has no value')
  // By the letter null is wrong (OpenAPI 3.0.3 §4.7.24.1). Generators write this
  // for a value that may be null, so a finding could be a false alarm.
  else if (isList(values) && isNullable === true && !values.includes(null))
    note(
      'enum',
      'the enum lacks null, and "nullable" allows it: null is accepted',
    )
  if (typeof format === 'string' && isNumberFormat(format)) {
    delete made['format']
    made['numberFormat'] = format
  } else if (typeof format === 'string' && !isTextFormat(format))
    leave(
      'format',
      `the format "${format}" is not known${closestFormat(format)}`,
    )
  if (typeof pattern === 'string' && !readPattern(pattern))
    leave('pattern', `"${pattern}" is no regular expression of ECMA-262`)
}
