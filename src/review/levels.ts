/** Decides the code of a difference by its side and its relation. */
import type { Code } from './codes/codes.ts'
import type { Level } from './codes/code.ts'
import type { Delta, MemberDelta, RuleDelta, Side } from './schemas/delta.ts'

export type Judged = { readonly code: Code; readonly level?: Level }

export function judgeDelta(delta: Delta, side: Side): Judged {
  if (delta.kind === 'rule')
    return { code: side === 'request' ? ofRequest(delta) : ofReply(delta) }
  return side === 'request' ? ofInput(delta) : ofOutput(delta)
}

function ofRequest({ relation }: RuleDelta): Code {
  if (relation === 'narrower') return 'request-narrowed'
  return relation === 'wider' ? 'request-widened' : 'request-changed'
}

/** Values and variants that a reply loses hurt no reader. */
function ofReply({ aspect, relation }: RuleDelta): Code {
  if (relation === 'narrower') return 'reply-narrowed'
  if (aspect === 'tag') return 'reply-tag-changed'
  if (aspect === 'values' || aspect === 'variants') return 'reply-values-new'
  return relation === 'wider' ? 'reply-widened' : 'reply-changed'
}

function ofInput(delta: MemberDelta): Judged {
  const { of, event, isRequired, isClosed } = delta
  if (of === 'body') return { code: ofRequestBody(delta) }
  if (of === 'content-type')
    return {
      code:
        event === 'new'
          ? 'request-content-type-new'
          : 'request-content-type-removed',
    }
  switch (event) {
    case 'new':
      return {
        code: isRequired
          ? 'request-parameter-required-new'
          : 'request-parameter-new',
      }
    case 'removed': {
      const code = 'request-parameter-removed'
      return isClosed ? { code, level: 'breaking' } : { code }
    }
    case 'became-required':
    case 'became-optional':
    case 'moved':
    case 'respelt':
      return { code: `request-parameter-${event}` }
    case 'hidden':
      return { code: 'request-parameter-read-only' }
    case 'default':
      return { code: 'request-default-changed' }
    case 'deprecated':
      return { code: 'parameter-deprecated' }
    case 'narrowed':
      return { code: 'request-narrowed' }
    default:
      return event satisfies never
  }
}

function ofRequestBody({ event, isRequired }: MemberDelta): Code {
  if (event === 'removed') return 'request-body-removed'
  if (event === 'new')
    return isRequired
      ? 'request-body-new-required'
      : 'request-body-new-optional'
  return event === 'became-required'
    ? 'request-body-required'
    : 'request-body-optional'
}

function ofOutput(delta: MemberDelta): Judged {
  const { event } = delta
  switch (delta.of) {
    case 'status':
      return { code: ofStatus(delta) }
    case 'body':
      return {
        code: event === 'new' ? 'reply-body-new' : 'reply-body-undocumented',
      }
    case 'content-type':
      return { code: ofReplyType(delta) }
    case 'header':
      return ofHeader(delta)
    default:
      return ofProperty(delta)
  }
}

/** `default` stands for failures. */
function ofStatus({ name, event }: MemberDelta): Code {
  if (event === 'narrowed') return 'reply-status-narrowed'
  const what = /^[23]/.test(name) ? 'status' : 'error'
  return event === 'new' ? `reply-${what}-new` : `reply-${what}-removed`
}

function ofReplyType({ event }: MemberDelta): Code {
  if (event === 'narrowed') return 'reply-content-type-narrowed'
  return event === 'new'
    ? 'reply-content-type-new'
    : 'reply-content-type-removed'
}

function ofHeader({ event, isRequired }: MemberDelta): Judged {
  if (event === 'new') return { code: 'reply-header-new' }
  if (event === 'respelt') return { code: 'reply-changed' }
  if (event === 'became-required')
    return { code: 'reply-header-became-required' }
  if (event === 'became-optional')
    return { code: 'reply-header-became-optional' }
  const code = 'reply-header-removed'
  return isRequired ? { code, level: 'breaking' } : { code }
}

/** An object that was closed promised that it has no other property. */
function ofProperty({ event, isClosed }: MemberDelta): Judged {
  if (event === 'new')
    return { code: isClosed ? 'reply-widened' : 'reply-property-new' }
  if (event === 'hidden') return { code: 'reply-property-write-only' }
  if (event === 'deprecated') return { code: 'property-deprecated' }
  if (event === 'became-required')
    return { code: 'reply-property-became-required' }
  if (event === 'became-optional')
    return { code: 'reply-property-became-optional' }
  return { code: 'reply-property-removed' }
}
