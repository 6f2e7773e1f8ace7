/** Compares the bodies of two versions of a request. */
import type { Comparison } from '../schemas/compare.ts'
import type { Event, MemberDelta } from '../schemas/delta.ts'
import type { Both } from '../schemas/pairing.ts'
import { compareContents, type Part } from './compare-contents.ts'
import { compareEncodings } from './encodings.ts'
import { bare, requirementOf } from './member.ts'
import type { Surface } from './surface.ts'

export function compareBodies(
  { old, new: fresh }: Both<Surface>,
  { documents }: Comparison,
): Part {
  const [before, after] = [old.body, fresh.body]
  const places = {
    old: before?.pointer ?? old.operation.pointer,
    new: after?.pointer ?? fresh.operation.pointer,
  }
  const delta = (event: Event): MemberDelta => ({
    ...bare('body', event, ''),
    isRequired: (after ?? before)?.isRequired === true,
    before: bodyText(before),
    after: bodyText(after),
    ...places,
  })
  if (!before && !after) return { deltas: [], children: [] }
  if (!before) return { deltas: [delta('new')], children: [] }
  if (!after) return { deltas: [delta('removed')], children: [] }
  const bodies = { old: before, new: after }
  const contents = { old: before.contents, new: after.contents }
  const inner = compareContents(contents, { side: 'request', places })
  return {
    deltas: [
      ...requirementOf(before, after).map((event) => delta(event)),
      ...inner.deltas,
      ...compareEncodings(bodies, documents),
    ],
    children: inner.children,
  }
}

function bodyText(body: Surface['body']): string {
  if (!body) return 'no body'
  return body.isRequired ? 'a required body' : 'an optional body'
}
