/** Makes findings of a check's own codes, each with the class of its code. */
import type { Entry, FindingClass } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'

/** A judgement, or anything else that names an operation. */
type Place = { readonly operation: { readonly key: string } }

type Detail<Code extends string> = Pick<
  Finding,
  'at' | 'expected' | 'received'
> &
  Partial<
    Pick<
      Finding,
      'key' | 'contractPointer' | 'bodyPath' | 'basis' | 'assumption'
    >
  > & {
    readonly code: Code
  }

/** Classes of what the contract says, or does not. */
const ofContract: ReadonlySet<FindingClass> = new Set([
  'breaking-drift',
  'additive-drift',
  'spec-gap',
  'auth-bypass',
  'auth-regression',
])

/** @returns a function that makes findings of these codes and no others. */
export function findingOf<Code extends string>(
  codes: Readonly<Record<Code, Entry>>,
): (place: Place, detail: Detail<Code>) => Finding {
  return ({ operation }, detail) => ({
    class: codes[detail.code].class,
    ...(ofContract.has(codes[detail.code].class) && { basis: 'contract' }),
    operation: operation.key,
    key: '',
    ...detail,
  })
}
