/** Compares what two versions of an operation return. */
import type { Event, MemberDelta } from '../schemas/delta.ts'
import type { Both } from '../schemas/pairing.ts'
import { compareContents, type Part } from './compare-contents.ts'
import { bare, requirementOf } from './compare-request.ts'
import type { Header, Reply, Surface } from './surface.ts'

export function compareReplies({ old, new: fresh }: Both<Surface>): Part {
  const statuses = new Set([...old.replies.keys(), ...fresh.replies.keys()])
  const parts = [...statuses].map((status): Part => {
    const before = old.replies.get(status)
    const after = fresh.replies.get(status)
    if (before && after) return compareReply({ old: before, new: after })
    const delta: MemberDelta = {
      ...bare('status', before ? 'removed' : 'new', status),
      isRequired: false,
      before: before ? status : 'absent',
      after: after ? status : 'absent',
      old: before?.pointer ?? old.operation.pointer,
      new: after?.pointer ?? fresh.operation.pointer,
    }
    return { deltas: [delta], children: [] }
  })
  return joined(parts)
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
  return {
    deltas: requirementOf(before, after).map((event) => delta(event)),
    children: [
      {
        step: `header ${name}`,
        pairing: { side: 'reply', old: before.spot, new: after.spot },
      },
    ],
  }
}

function headerText(header: Header | undefined): string {
  if (!header) return 'absent'
  return header.isRequired ? 'required' : 'optional'
}

function joined(parts: readonly Part[]): Part {
  return {
    deltas: parts.flatMap(({ deltas }) => deltas),
    children: parts.flatMap(({ children }) => children),
  }
}
