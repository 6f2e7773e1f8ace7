/** Body: is it what the contract documents for this status, at any depth? */
import type { FindingCode } from '../model/catalog.ts'
import type {
  DocumentedMediaType,
  DocumentedResponse,
  Violation,
} from '../model/contract.ts'
import { findMediaType, findResponse } from '../contract/respond.ts'
import { headerOf } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { Judged } from '../model/outcome.ts'
import {
  duplicated,
  missing,
  unreadable,
  wrongContentType,
} from './body-findings.ts'
import { mediaTypeOf } from './describe.ts'
import { readJson } from './json.ts'
import type { JsonReading } from './json.ts'
import { findingOf, nothingJudged } from './judgement.ts'
import type { ReplyJudgement } from './judgement.ts'
import { propertiesOf } from './properties.ts'

export type BodyResult = {
  readonly findings: readonly Finding[]
  readonly judged: Judged
  /** The body as JSON, judged or not; `absent` where it is none. */
  readonly json: JsonReading
}

const codes: Readonly<Record<Violation['kind'], FindingCode>> = {
  'required-missing': 'body-required-missing',
  'type-wrong': 'body-type-wrong',
  'null-unexpected': 'body-null-unexpected',
  'format-wrong': 'body-format-wrong',
  'enum-unknown': 'body-enum-unknown',
  'constraint-broken': 'body-constraint-broken',
  'variant-unmatched': 'body-variant-unmatched',
  'property-undocumented': 'body-property-undocumented',
  undecided: 'schema-uncompilable',
}

export function checkBody(judgement: ReplyJudgement): BodyResult {
  const { reply, operation } = judgement
  const json = readJson(reply)
  const response = findResponse(operation, reply.status)
  if (!response) {
    return {
      findings: [],
      judged: { ...nothingJudged, isStatusJudged: true },
      json,
    }
  }
  const judged: Judged = {
    isStatusJudged: true,
    isContentTypeJudged: response.mediaTypes.length > 0,
    body: 'not-judged',
    statusKey: response.statusKey,
    properties: [],
  }
  const [first] = response.mediaTypes
  if (!first) return withoutSchema(judgement, { response, judged, json })
  if (json.kind === 'empty') {
    return { findings: [missing(judgement, first)], judged, json }
  }
  const header = headerOf(reply.headers, 'content-type')
  const documented =
    header === undefined ? undefined : findMediaType(response, header)
  const wrongType = documented ? [] : [wrongContentType(judgement, response)]
  if (json.kind === 'unreadable') {
    // Under another content type the text may well be what it says it is.
    const findings = documented
      ? [unreadable(judgement, json.code, json.received)]
      : wrongType
    return { findings, judged, json }
  }
  const { findings, isJudged } = against(judgement, {
    response,
    mediaType: documented ?? first,
    body: json.value,
  })
  const twice = json.duplicates.map((name) => duplicated(judgement, name))
  return {
    findings: [...wrongType, ...twice, ...findings],
    judged: {
      ...judged,
      body: isJudged ? 'judged' : 'not-judged',
      properties: isJudged ? propertiesOf(json.value) : [],
    },
    json,
  }
}

/** An error without a schema is usual; a success with a body and none is not. */
function withoutSchema(
  judgement: ReplyJudgement,
  {
    response,
    judged,
    json,
  }: {
    readonly response: DocumentedResponse
    readonly judged: Judged
    readonly json: JsonReading
  },
): BodyResult {
  const isSurprising = judgement.reply.status < 400 && json.kind !== 'empty'
  const finding = findingOf(judgement, 'body-undocumented', {
    at: 'body',
    expected: 'no body',
    received: mediaTypeOf(judgement.reply) ?? 'a body without content type',
    contractPointer: response.pointer,
  })
  return {
    findings: isSurprising ? [finding] : [],
    judged: { ...judged, body: 'no-schema' },
    json,
  }
}

function against(
  judgement: ReplyJudgement,
  subject: {
    readonly response: DocumentedResponse
    readonly mediaType: DocumentedMediaType
    readonly body: unknown
  },
): { readonly findings: readonly Finding[]; readonly isJudged: boolean } {
  const { operation, validator } = judgement
  const { response, mediaType, body } = subject
  const ready = validator.bodyJudge(operation, response, mediaType)
  if (ready.kind === 'uncompilable') {
    const finding = findingOf(judgement, 'schema-uncompilable', {
      at: 'body',
      expected: 'a schema that compiles',
      received: ready.message,
      contractPointer: mediaType.schemaPointer ?? response.pointer,
    })
    return { findings: [finding], isJudged: false }
  }
  const violations = ready.judge(body)
  const findings = violations.map((violation) =>
    findingOf(judgement, codes[violation.kind], {
      at: violation.at === '' ? 'body' : `body.${violation.at}`,
      expected: violation.documented,
      received: violation.received,
      key: `${violation.pointer} ${withoutIndexes(violation.path)}`,
      contractPointer: violation.pointer,
      bodyPath: violation.path,
    }),
  )
  const isJudged = !violations.some(({ kind }) => kind === 'undecided')
  return { findings, isJudged }
}

/** A list's elements share one fingerprint, whichever of them departs. */
function withoutIndexes(path: readonly (string | number)[]): string {
  return path
    .map((step) => (typeof step === 'number' ? '[]' : step))
    .join('.')
    .replaceAll('.[]', '[]')
}
