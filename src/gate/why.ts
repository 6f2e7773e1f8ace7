/** Why: the reason of an answer, one line. */
import { entryOf } from '../checks/catalog.ts'
import type { Finding } from '../model/finding.ts'
import { plural } from '../model/plural.ts'

/** The heaviest in words, the others by their codes.
 * @param failing the heaviest first. */
export function whyNot(failing: readonly Finding[]): string {
  const [first] = failing
  if (!first) return 'something that fails is new'
  const { title } = entryOf(first)
  const others = codesOf(failing).filter((code) => code !== first.code)
  const more = others.length === 0 ? '' : `; also new: ${others.join(', ')}`
  return `new: ${first.code}: ${title.charAt(0).toLowerCase()}${title.slice(1)}${more}`
}

/** @param carriedOver what fails, and the baseline has, too. */
export function whyYes(carriedOver: readonly Finding[]): string {
  const causes = new Set(carriedOver.map(({ code, at }) => `${code} ${at}`))
  return causes.size === 0
    ? 'nothing that fails is new'
    : `nothing that fails is new; ${plural(causes.size, 'fault')} carried over`
}

function codesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ code }) => code))]
}
