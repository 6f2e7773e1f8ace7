/** Finds scenarios that share a title or an id with an earlier one. */
import { renderPlace } from '../../model/problem.ts'
import { own, textOf } from '../json.ts'
import { placeOf, type Fault, type Source, type Spot } from '../parse/source.ts'
import { quote } from './closest.ts'

const spot: Spot = { path: ['scenario'], at: 'value' }

export function checkTitles(
  documents: readonly Source[],
): ReadonlyMap<Source, readonly Fault[]> {
  const faults = new Map<Source, readonly Fault[]>()
  const firstByTitle = new Map<string, Source>()
  const firstById = new Map<string, Source>()
  for (const source of documents) {
    const title = textOf(own(source.value, 'scenario')) ?? ''
    const sameTitle = firstByTitle.get(title)
    const sameId = firstById.get(source.id)
    if (sameId) faults.set(source, [shared(`id ${quote(source.id)}`, sameId)])
    else if (sameTitle && title !== '')
      faults.set(source, [shared(`title ${quote(title)}`, sameTitle)])
    if (!sameTitle) firstByTitle.set(title, source)
    if (!sameId) firstById.set(source.id, source)
  }
  return faults
}

function shared(what: string, first: Source): Fault {
  return {
    code: 'scenario-duplicate',
    fact: `Two scenarios have the ${what}`,
    hint: `the first is at ${renderPlace(placeOf(first, spot))}; change one of them`,
    spot,
  }
}
