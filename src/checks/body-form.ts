/** Body form: is there a body, readable and of the documented content type? */
import type { Codes } from '../model/catalog.ts'
import type {
  DocumentedMediaType,
  DocumentedResponse,
} from '../model/contract.ts'
import { headerOf } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { Judged } from '../model/outcome.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { mediaTypeOf } from './describe.ts'
import { findingOf } from './finding.ts'
import type { ReplyJudgement } from './judgement.ts'

const wrongContentTypeHint =
  'Clients that choose a parser by content type cannot read it. Ask the API team to send the documented content type.'

export const codes = {
  'content-type-missing': {
    class: 'breaking-drift',
    title: 'The response has no content type',
    hint: wrongContentTypeHint,
  },
  'content-type-undocumented': {
    class: 'breaking-drift',
    title: 'The content type is not the documented one',
    hint: wrongContentTypeHint,
  },
  'body-missing': {
    class: 'breaking-drift',
    title: 'The body is empty, but the contract documents one',
    hint: 'Clients that read the documented body fail. Ask the API team to send it, or to document that there is none.',
  },
  'body-unreadable': {
    class: 'breaking-drift',
    title: 'The body is not JSON',
    hint: 'No client can parse it. Open the exchange in the report, and give its request id to the API team.',
  },
  'body-not-utf8': {
    class: 'breaking-drift',
    title: 'The body is not UTF-8',
    hint: 'Clients garble or reject it. Ask the API team to encode it as UTF-8, as RFC 8259 §8.1 requires of JSON.',
  },
  'body-undocumented': {
    class: 'additive-drift',
    title: 'The response has a body, but the contract documents none',
    hint: 'The body was not judged. Ask the API team to document it, or to stop sending it.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const bodyForm: Check = {
  codes,
  needs: 'body',
  check: (judgement) => {
    const documented = judgement.documented
    const { response, isOfType } = documented
    if (!response) return nothingFound
    const [mediaType] = response.mediaTypes
    const judged: Partial<Judged> = {
      isContentTypeJudged: mediaType !== undefined,
      statusKey: response.statusKey,
    }
    return mediaType
      ? {
          findings: checkDocumented(judgement, {
            response,
            mediaType,
            isOfType,
          }),
          judged,
        }
      : {
          findings: checkUndocumented(judgement, response),
          judged: { ...judged, body: 'no-schema' },
        }
  },
}

function checkDocumented(
  judgement: ReplyJudgement,
  {
    response,
    mediaType,
    isOfType,
  }: {
    /** The content type is one that the contract documents. */
    readonly isOfType: boolean
    readonly response: DocumentedResponse
    /** The first that the contract documents. */
    readonly mediaType: DocumentedMediaType
  },
): readonly Finding[] {
  const { json } = judgement
  if (json.kind === 'empty') return [missing(judgement, mediaType)]
  const wrongType = isOfType ? [] : [wrongContentType(judgement, response)]
  if (json.kind === 'unreadable') {
    // Text with another content type may well be what its type says.
    return isOfType ? [unreadable(judgement, json)] : wrongType
  }
  return wrongType
}

/** Errors without a schema are usual; a success with such a body is not. */
function checkUndocumented(
  judgement: ReplyJudgement,
  response: DocumentedResponse,
): readonly Finding[] {
  const { reply, json } = judgement
  if (reply.status >= 400 || json.kind === 'empty') return []
  return [
    newFinding(judgement, {
      code: 'body-undocumented',
      at: 'body',
      expected: 'no body',
      received: mediaTypeOf(reply) ?? 'a body without content type',
      contractPointer: response.pointer,
    }),
  ]
}

function missing(
  judgement: ReplyJudgement,
  { range, schemaPointer }: DocumentedMediaType,
): Finding {
  return newFinding(judgement, {
    code: 'body-missing',
    at: 'body',
    expected: range,
    received: 'no body',
    key: String(judgement.reply.status),
    ...(schemaPointer && { contractPointer: schemaPointer }),
  })
}

function wrongContentType(
  judgement: ReplyJudgement,
  response: DocumentedResponse,
): Finding {
  const header = headerOf(judgement.reply.headers, 'content-type')
  return newFinding(judgement, {
    code: header ? 'content-type-undocumented' : 'content-type-missing',
    at: 'header content-type',
    expected: response.mediaTypes.map(({ range }) => range).join(' or '),
    received: header ? JSON.stringify(header) : 'absent',
    key: `${judgement.reply.status} ${mediaTypeOf(judgement.reply) ?? ''}`,
    contractPointer: response.pointer,
  })
}

function unreadable(
  judgement: ReplyJudgement,
  { code, received }: Extract<ReplyJudgement['json'], { kind: 'unreadable' }>,
): Finding {
  return newFinding(judgement, {
    code,
    at: 'body',
    expected: code === 'body-not-utf8' ? 'UTF-8' : 'JSON',
    received,
  })
}
