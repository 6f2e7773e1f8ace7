/** Compares what two versions of an operation return. */
import type { Event, MemberDelta } from '../schemas/delta.ts'
import type { Both } from '../schemas/pairing.ts'
import { compareContents, joined, type Part } from './compare-contents.ts'
import {
  hasBelow,
  isDefaultSuccess,
  isSuccess,
  namesOf,
  replyFor,
} from './governing.ts'
import { bare, requirementOf } from './member.ts'
import type { Header, Reply, Surface } from './surface.ts'

/** For each status that either of them names: what governs it. */
export function compareReplies(surfaces: Both<Surface>): Part {
  const { replies: old } = surfaces.old
  const { replies: fresh } = surfaces.new
  const parts = namesOf(old, fresh).map((status): Part => {
    const before = replyFor(old, status)
    const after = replyFor(fresh, status)
    if (before && after) return compareReply({ old: before, new: after })
    const delta = deltaOfStatus(status, surfaces)
    return { deltas: [delta], children: [] }
  })
  return joined(parts)
}

/** A range of which something is left became narrower. A default that stood for
 * success is a range of success. */
function deltaOfStatus(status: string, surfaces: Both<Surface>): MemberDelta {
  const { replies: old } = surfaces.old
  const { replies: fresh } = surfaces.new
  const before = replyFor(old, status)
  const after = replyFor(fresh, status)
  const is = before ? old : fresh
  const name = status === 'default' && isDefaultSuccess(is) ? '2XX' : status
  const left = [...fresh.keys()].join(', ')
  const isNarrowed = before && isSuccess(name) && hasBelow(fresh, name)
  const event = before ? (isNarrowed ? 'narrowed' : 'removed') : 'new'
  return {
    ...bare('status', event, name),
    isRequired: false,
    before: before ? status : 'absent',
    after: after ? status : isNarrowed ? left : 'absent',
    old: before?.pointer ?? surfaces.old.operation.pointer,
    new: after?.pointer ?? surfaces.new.operation.pointer,
  }
}

function compareReply(replies: Both<Reply>): Part {
  const { old, new: fresh } = replies
  const places = { old: old.pointer, new: fresh.pointer }
  const names = new Set([...old.headers.keys(), ...fresh.headers.keys()])
  const headers = [...names].map((name) => compareHeader(name, replies))
  const hadBody = old.contents.size > 0
  const hasBody = fresh.contents.size > 0
  if (hadBody !== hasBody) {
    const delta: MemberDelta = {
      ...bare('body', hadBody ? 'removed' : 'new', ''),
      isRequired: false,
      before: hadBody ? 'a documented body' : 'no documented body',
      after: hasBody ? 'a documented body' : 'no documented body',
      ...places,
    }
    return joined([...headers, { deltas: [delta], children: [] }])
  }
  const contents = { old: old.contents, new: fresh.contents }
  return joined([
    ...headers,
    compareContents(contents, { side: 'reply', places }),
  ])
}

function compareHeader(name: string, { old, new: fresh }: Both<Reply>): Part {
  const before = old.headers.get(name)
  const after = fresh.headers.get(name)
  const delta = (event: Event): MemberDelta => ({
    ...bare('header', event, `header ${name}`),
    isRequired: (before ?? after)?.isRequired === true,
    before: headerText(before),
    after: headerText(after),
    old: before?.pointer ?? old.pointer,
    new: after?.pointer ?? fresh.pointer,
  })
  if (!before) return { deltas: [delta('new')], children: [] }
  if (!after) return { deltas: [delta('removed')], children: [] }
  const texts = { before: mediaText(before), after: mediaText(after) }
  return {
    deltas: [
      ...requirementOf(before, after).map((event) => delta(event)),
      ...(before.media === after.media
        ? []
        : [{ ...delta('respelt'), ...texts }]),
    ],
    children: [
      {
        step: `header ${name}`,
        pairing: { side: 'reply', old: before.spot, new: after.spot },
      },
    ],
  }
}

function mediaText({ media }: Header): string {
  return media === undefined ? 'style simple' : `content ${media}`
}

function headerText(header: Header | undefined): string {
  if (!header) return 'absent'
  return header.isRequired ? 'required' : 'optional'
}
