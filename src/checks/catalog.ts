/** The catalogue: the codes of all checks with their classes and texts. */
import type { Codes, Entry } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import type { Level } from '../model/level.ts'
import { codes as capture } from './capture.ts'
import { codes as cleanup } from './cleanup.ts'
import { codesOfClient } from './client.ts'
import { codes as componentOrigins } from './component-origins.ts'
import { codes as componentView } from './component-view.ts'
import { codesOfPackage } from './package.ts'
import { ladder } from './index.ts'

/** The ladder judges one exchange; the others judge what surrounds it. */
export const codesOfChecks: readonly Codes[] = [
  ...ladder.map(({ codes }) => codes),
  capture,
  cleanup,
  componentView,
  componentOrigins,
  ...codesOfClient,
  ...codesOfPackage,
]

export const catalog: Codes = Object.assign({}, ...codesOfChecks)

/** Also for a code of a check that a caller added: its title is the code. */
export function entryOf(finding: Pick<Finding, 'code' | 'class'>): Entry {
  const { code } = finding
  if (Object.hasOwn(catalog, code) && catalog[code]) return catalog[code]
  const words = code.replaceAll('-', ' ')
  return {
    class: finding.class,
    title: `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
    hint: `Read the check that raises ${code}: it is not part of Seamwatch.`,
  }
}

const levelsOfCodes = new Map<string, Level>(
  ladder.flatMap(({ codes, needs }) =>
    Object.keys(codes).map((code) => [code, needs] as const),
  ),
)

/** How deep an exchange must be judged for this code to be looked for. What checks
 * beside the ladder find needs a response that is judged to its end. */
export function levelOf(code: string): Level {
  return levelsOfCodes.get(code) ?? 'content'
}
