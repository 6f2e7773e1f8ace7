/** Package types: does a release return what its types say? */
import type { Codes } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import type { TypeFacts } from '../model/type-facts.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'sdk-value-untyped': {
    class: 'sdk-wrong',
    title: 'The SDK returns a value that its types do not allow',
    hint: 'The value is what the API sent, so the types are wrong: callers that trust them break. Generate them again from the contract.',
  },
  'package-types-missing': {
    class: 'package',
    title: 'The package has no types that its callers can use',
    hint: 'Every caller in TypeScript loses them. Look for `types` in package.json, and for the files that it names.',
  },
  'package-types-empty': {
    class: 'sdk-note',
    title: 'The types of the package allow every value',
    hint: 'TypeScript finds no mistake of a caller. Often the types come from a package that is not among the dependencies.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)
const ofPackage = { operation: { key: '' } }

export type TypeFinding = Finding & { readonly call?: string }

export function checkPackageTypes({
  missing,
  empty,
  wrong,
  declarations,
}: TypeFacts): readonly TypeFinding[] {
  if (missing !== undefined)
    return [
      newFinding(ofPackage, {
        code: 'package-types-missing',
        at: 'types',
        expected: 'the declaration of the client',
        received: missing,
      }),
    ]
  // One cause, however many methods share it.
  const parts = declarations === 0 && empty.length > 0 ? [''] : empty
  return [
    ...parts.map((method) =>
      newFinding(ofPackage, {
        code: 'package-types-empty',
        at: 'types',
        expected: 'an error where a symbol stands for the value',
        received: 'TypeScript accepts it',
        key: method,
      }),
    ),
    ...wrong.map(({ operation, call, path, said }) => ({
      ...newFinding(
        { operation: { key: operation } },
        {
          code: 'sdk-value-untyped',
          at:
            path === '' || path.startsWith('[')
              ? `value${path}`
              : `value.${path}`,
          expected: 'a value of the declared type',
          received: said,
          key: nameIn(said) ?? path,
        },
      ),
      call,
    })),
  ]
}

/** What is missing has no place of its own. */
function nameIn(said: string): string | undefined {
  return /^Property '([^']+)' is missing/.exec(said)?.[1]
}
