/** What can be wrong with a body before its schema is asked. */
import type {
  DocumentedMediaType,
  DocumentedResponse,
} from '../model/contract.ts'
import { headerOf } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import { mediaTypeOf } from './describe.ts'
import { findingOf } from './judgement.ts'
import type { ReplyJudgement } from './judgement.ts'

export function missing(
  judgement: ReplyJudgement,
  mediaType: DocumentedMediaType,
): Finding {
  return findingOf(judgement, 'body-missing', {
    at: 'body',
    expected: mediaType.range,
    received: 'no body',
    key: String(judgement.reply.status),
    ...(mediaType.schemaPointer && {
      contractPointer: mediaType.schemaPointer,
    }),
  })
}

export function wrongContentType(
  judgement: ReplyJudgement,
  response: DocumentedResponse,
): Finding {
  const header = headerOf(judgement.reply.headers, 'content-type')
  const code = header ? 'content-type-undocumented' : 'content-type-missing'
  return findingOf(judgement, code, {
    at: 'header content-type',
    expected: response.mediaTypes.map(({ range }) => range).join(' or '),
    received: header ? JSON.stringify(header) : 'absent',
    key: `${judgement.reply.status} ${mediaTypeOf(judgement.reply) ?? ''}`,
    contractPointer: response.pointer,
  })
}

export function unreadable(
  judgement: ReplyJudgement,
  code: 'body-unreadable' | 'body-not-utf8',
  received: string,
): Finding {
  return findingOf(judgement, code, {
    at: 'body',
    expected: code === 'body-not-utf8' ? 'UTF-8' : 'JSON',
    received,
  })
}

export function duplicated(judgement: ReplyJudgement, name: string): Finding {
  return findingOf(judgement, 'body-key-duplicated', {
    at: `body property ${JSON.stringify(name)}`,
    expected: 'once',
    received: 'twice or more',
    key: name,
  })
}
