/** Package files: is everything in a package that its callers need, and nothing
 * that they must not get? */
import type { Codes } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import type { PackageFacts } from '../model/package-facts.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'package-file-missing': {
    class: 'package',
    title: 'The package lacks a file that it names',
    hint: 'Callers that need it get an error. Look for it in the build, and in `files` of package.json.',
  },
  'package-dependency-undeclared': {
    class: 'package',
    title: 'The package imports a package that it does not declare',
    hint: 'It works only where another package brings it. Add it to `dependencies`.',
  },
  'package-secret-inside': {
    class: 'package',
    title: 'The package has a secret inside',
    hint: 'Everyone can read a published package. Do not publish it, remove the secret, and make a new one: this one has been on a build machine.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)
const place = { operation: { key: '' } }

export function checkPackageFiles({
  missing,
  undeclared,
  secrets,
}: Pick<
  PackageFacts,
  'missing' | 'undeclared' | 'secrets'
>): readonly Finding[] {
  return [
    ...missing.map(({ what, file }) =>
      newFinding(place, {
        code: 'package-file-missing',
        at: file,
        expected: what,
        received: 'absent',
        key: `${what} of ${file}`,
      }),
    ),
    ...undeclared.map(({ what, file }) =>
      newFinding(place, {
        code: 'package-dependency-undeclared',
        at: file,
        expected: `${what} among the dependencies`,
        received: 'absent',
        key: what,
      }),
    ),
    ...secrets.map(({ what, file }) =>
      newFinding(place, {
        code: 'package-secret-inside',
        at: file,
        expected: 'no secret',
        received: what,
        key: `${what} in ${file}`,
      }),
    ),
  ]
}
