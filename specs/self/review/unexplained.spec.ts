/** A refusal that no rule explains is a change of its own. Our rules have no hole
 * that we know, so the comparison is made blind here. */
import { expect, test } from '@playwright/test'
import { compareReplies } from '../../../src/review/operations/compare-replies.ts'
import { compareRequests } from '../../../src/review/operations/compare-request.ts'
import { pairOperations } from '../../../src/review/operations/pair.ts'
import { readSurface } from '../../../src/review/operations/surface.ts'
import { findRefusals } from '../../../src/review/refusals.ts'
import { createComparison } from '../../../src/review/schemas/compare.ts'
import { walk } from '../../../src/review/walk.ts'
import { createJudges } from '../../../src/review/witness/judges.ts'
import { pairs } from './pairs.ts'
import { contractFrom, reviewed, type Draft } from './reviewed.ts'
import { synthetic } from './synthetic.ts'

function refusalsOf(old: Draft, fresh: Draft) {
  const contracts = { old: contractFrom(old), new: contractFrom(fresh) }
  const documents = { old, new: fresh }
  const comparison = createComparison(documents)
  const blind = {
    ...comparison,
    contentOf: (pairing: Parameters<typeof comparison.contentOf>[0]) => ({
      ...comparison.contentOf(pairing),
      deltas: [],
    }),
  }
  const visits = pairOperations(contracts).kept.flatMap((both) => {
    const surfaces = {
      old: readSurface(old, both.old),
      new: readSurface(fresh, both.new),
    }
    const operation = both.new.key
    return [
      walk(compareRequests(surfaces, comparison), {
        side: 'request',
        operation,
        comparison,
      }),
      walk(compareReplies(surfaces), { side: 'reply', operation, comparison }),
    ].flatMap((walked) => walked.visits)
  })
  const judgeOf = createJudges(documents)
  return findRefusals(visits, { comparison: blind, judgeOf })
}

test('a blind comparison reports what it does not see', () => {
  const seen = pairs.flatMap(({ title, change }) => {
    const fresh = synthetic()
    change(fresh)
    const { changes } = reviewed(synthetic(), fresh)
    const isProven = changes.some(({ proof }) => proof === 'witness')
    if (!isProven) return []
    const found = refusalsOf(synthetic(), fresh)
    return [{ title, count: found.length, found }]
  })
  expect(seen.length).toBeGreaterThan(30)
  // A path is text, whatever its type; a tag chooses one variant alone.
  const missed = seen.filter(({ count }) => count === 0)
  expect(missed.map(({ title }) => title)).toEqual([
    'the type of a path parameter',
    'a new variant of a response',
  ])
})

test('it is breaking, for callers or for readers, and shows the example', () => {
  const fresh = synthetic()
  const { content } = fresh.paths['/shapes'].post.requestBody
  content['application/json'].schema.properties.name.minLength = 2
  const [found] = refusalsOf(synthetic(), fresh)
  expect(found).toMatchObject({
    code: 'unexplained-refusal',
    who: 'caller',
    side: 'request',
    before: 'the example is allowed',
    after: 'the example is refused, by the rule minLength',
    operation: 'POST /shapes',
  })
  expect(found?.witness?.()).toMatchObject({ part: 'body' })
})

test('the same contract refuses nothing', () => {
  expect(refusalsOf(synthetic(), synthetic())).toEqual([])
})
