/** Why: the reason of an answer, one line. */
import { entryOf } from '../checks/catalog.ts'
import type { Finding } from '../model/finding.ts'
import { plural } from '../model/plural.ts'
import type { Effect } from '../model/catalog.ts'

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

type Decided = Finding & {
  readonly effect: Effect
  readonly since: 'new' | 'carried-over' | 'accepted'
  readonly blame: 'sdk' | 'api' | 'package'
}

export function whyYes(findings: readonly Decided[]): string {
  const failing = findings.filter(
    ({ effect, blame }) => effect === 'fails' && blame !== 'api',
  )
  const count = (wanted: Decided['since']) =>
    new Set(
      failing
        .filter(({ since }) => since === wanted)
        .map(({ code, at }) => `${code} ${at}`),
    ).size
  return [
    'nothing that fails is new',
    ...(count('carried-over') > 0
      ? [`${plural(count('carried-over'), 'fault')} carried over`]
      : []),
    ...(count('accepted') > 0
      ? [`${plural(count('accepted'), 'fault')} accepted`]
      : []),
  ].join('; ')
}

function codesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ code }) => code))]
}
