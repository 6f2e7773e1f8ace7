/** Subject: is the response about the session that the request names?
 *
 * Whatever names an id, a key or a token must come back in the response. An API
 * that mixes up two requests, or takes another session in place of an unknown
 * one, shows it here. */
import type { Codes } from '../model/catalog.ts'
import type { JsonObject, JsonValue } from '../model/contract.ts'
import { headerOf } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import { isJsonObject, isList, listOr, objectOr } from '../model/json.ts'
import { renderPath } from '../model/path.ts'
import type { Path } from '../model/path.ts'
import { shortJson } from '../scenario/json.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { findingOf } from './finding.ts'
import type { ReplyJudgement } from './judgement.ts'
import { placeOf } from './leaves.ts'
import { parametersOf } from './request-parameters.ts'

export const codes = {
  'session-mismatched': {
    class: 'expectation',
    title: 'A response shows another session than the request names',
    hint: 'Its reader gets the data, and the token, of somebody else. Call the API team and give them the request id: look for a cache, a default, or a filter that is ignored.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

/** A parameter, the property that must show it, and whether it does. */
type Rule = {
  readonly parameter: string
  readonly property: string
  readonly isShown: (value: JsonValue, wanted: JsonValue) => boolean
}

const isSame = (value: JsonValue, wanted: JsonValue) => value === wanted
const holds = (value: JsonValue, wanted: JsonValue) =>
  !isList(value) || value.includes(wanted)

const rules = ['client_session_id', 'user_identifier_key', 'customer_key'].map(
  (name): Rule => ({ parameter: name, property: name, isShown: isSame }),
)

/** Filters of a list; of a grant they say what is added. */
const filters: readonly Rule[] = [
  {
    parameter: 'connect_webview_id',
    property: 'connect_webview_ids',
    isShown: holds,
  },
  {
    parameter: 'user_identity_id',
    property: 'user_identity_ids',
    isShown: holds,
  },
  {
    parameter: 'without_user_identifier_key',
    property: 'user_identifier_key',
    isShown: (value, wanted) => String(wanted) !== 'true' || value === null,
  },
]

export const subject: Check = {
  codes,
  needs: 'body',
  check: (judgement, earlier) => {
    const { json, reply, requirement } = judgement
    const isShown = reply.status < 300 && !requirement.isRefusalExpected
    if (!isShown || json.kind !== 'json') return nothingFound
    const wanted = wantedBy(judgement)
    const found = sessionsIn(json.value).flatMap(({ path, session }) =>
      wanted.flatMap((it) => differenceIn(judgement, { ...it, path, session })),
    )
    // A value of a wrong type or format is found already.
    const news = found.filter(
      ({ at }) => !earlier.some((it) => it.at.startsWith(at)),
    )
    return { findings: [...new Map(news.map((it) => [it.key, it])).values()] }
  },
}

type Wanted = { readonly rule: Rule; readonly value: JsonValue }

/** A session's token names the session by itself: which one counts if the request
 * names another one too is not documented. */
function wantedBy({
  exchange: { request },
  operation,
  credential,
}: ReplyJudgement): readonly Wanted[] {
  const { scheme } = credential
  if (scheme === 'client_session' && operation.security.includes(scheme)) {
    const token = headerOf(request.headers, 'authorization')
    const value = token?.replace(/^Bearer +/i, '')
    const rule = { parameter: '', property: 'token', isShown: isSame }
    return value === undefined ? [] : [{ rule, value }]
  }
  const parameters = parametersOf(request)
  const all = operation.path.endsWith('/list') ? [...rules, ...filters] : rules
  return all.flatMap((rule) => {
    const value = parameters[rule.parameter]
    const isNamed = typeof value === 'string' && value !== ''
    return isNamed || value === true ? [{ rule, value }] : []
  })
}

type Shown = { readonly path: Path; readonly session: JsonObject }

function sessionsIn(body: JsonValue): readonly Shown[] {
  const { client_session: one, client_sessions: many } = objectOr(body)
  const single = isJsonObject(one)
    ? [{ path: ['client_session'], session: one }]
    : []
  return [
    ...single,
    ...listOr(many).flatMap((session, index) =>
      isJsonObject(session)
        ? [{ path: ['client_sessions', index], session }]
        : [],
    ),
  ]
}

function differenceIn(
  judgement: ReplyJudgement,
  { rule, value: wanted, path, session }: Wanted & Shown,
): readonly Finding[] {
  const value = session[rule.property]
  // A missing property is another finding.
  if (value === undefined || rule.isShown(value, wanted)) return []
  const bodyPath = [...path, rule.property]
  return [
    newFinding(judgement, {
      code: 'session-mismatched',
      at: `body.${renderPath(bodyPath)}`,
      expected: expectedBy(rule),
      received: shortJson(value),
      key: `${placeOf(bodyPath)} of ${rule.parameter || 'token'}`,
      bodyPath,
    }),
  ]
}

function expectedBy({ parameter }: Rule): string {
  switch (parameter) {
    case '':
      return 'the token that was sent'
    case 'without_user_identifier_key':
      return 'null, as the request asks for'
    default:
      return `the ${parameter} of the request`
  }
}
