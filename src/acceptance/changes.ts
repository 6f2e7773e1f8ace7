/** Accepted changes of a contract: `seamwatch review --accept FILE`. */
import schema from '../../schemas/accepted-changes.schema.json' with { type: 'json' }
import type { Acceptance } from '../model/acceptance.ts'
import { ownSchema } from '../scenario/check/own-schema.ts'
import { parseList } from './parse-list.ts'

const validate = ownSchema(schema)

/** @throws UsageError with every fault, each with its line. */
export function parseAcceptances(
  file: string,
  text: string,
): readonly Acceptance[] {
  return parseList(
    { file, text },
    {
      advice: {
        empty: 'write "accepted: []", or leave the file out',
        tooDeep: 'a list of accepted changes needs three',
        second: 'one file holds one list of accepted changes',
      },
      validate,
      key: 'accepted',
      lastDay: 'until',
      isSame: () => true,
      check: () => [],
      read: (_, shared) => shared,
    },
  )
}
