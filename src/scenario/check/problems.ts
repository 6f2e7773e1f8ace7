/** Problems: the faults of one file, each with its place and the lines around
 * it. */
import { renderPlace, type Problem } from '../../model/problem.ts'
import { problemAt, rangeOf, type Fault, type Source } from '../parse/source.ts'

/** In the order of the text; a fault that an alias repeats is reported once. */
export function problemsOf(
  source: Source,
  faults: readonly Fault[],
): readonly Problem[] {
  const reported = new Set<string>()
  return faults
    .map((fault) => ({ ...fault, range: rangeOf(source, fault.spot) }))
    .toSorted((a, b) => a.range[0] - b.range[0])
    .map((fault) => problemAt(source, fault))
    .filter(({ code, fact, place }) => {
      const key = `${code} ${fact} ${place ? renderPlace(place) : ''}`
      return reported.size !== reported.add(key).size
    })
}
