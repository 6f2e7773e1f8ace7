/** Makes findings of a check's own codes, each with the class of its code. */
import type { Entry } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'

/** A judgement, or anything else that names an operation. */
type Place = { readonly operation: { readonly key: string } }

type Detail<Code extends string> = Pick<
  Finding,
  'at' | 'expected' | 'received'
> &
  Partial<Pick<Finding, 'key' | 'contractPointer' | 'bodyPath'>> & {
    readonly code: Code
  }

/** @returns a function that makes findings of these codes and no others. */
export function findingOf<Code extends string>(
  codes: Readonly<Record<Code, Entry>>,
): (place: Place, detail: Detail<Code>) => Finding {
  return ({ operation }, detail) => ({
    class: codes[detail.code].class,
    operation: operation.key,
    key: '',
    ...detail,
  })
}
