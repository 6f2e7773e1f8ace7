/** Exposure: does a response hold a credential where none is documented?
 *
 * A session's own token is documented. An API key, the token of another session,
 * or any credential in another place is of use to each reader. */
import type { Codes } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import { renderPath } from '../model/path.ts'
import { secretsIn } from '../secrets/credential-form.ts'
import { credentialsIn } from '../secrets/headers.ts'
import { holds } from '../secrets/holds.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { documentedPlacesOf } from './documented-places.ts'
import { findingOf } from './finding.ts'
import type { ReplyJudgement } from './judgement.ts'
import { leavesOf, placeOf } from './leaves.ts'
import type { Leaf } from './leaves.ts'

const codes = {
  'credential-exposed': {
    class: 'auth-bypass',
    title: 'A response holds a credential that it must not show',
    hint: 'Treat this as a security incident: call the API team now and give them the request id. Each reader of the response can use the credential, so it must be renewed.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const exposure: Check = {
  codes,
  needs: 'response',
  check: (judgement) => {
    const { json, reply, requirement } = judgement
    // Then the success itself is the finding.
    if (requirement.isRefusalExpected && reply.status < 300) return nothingFound
    const leaves = json.kind === 'json' ? [...leavesOf(json.value)] : []
    const place = { judgement, own: ownTokensIn(judgement, leaves) }
    const inBody =
      json.kind === 'json'
        ? leaves.flatMap((leaf) => inLeaf(leaf, place))
        : inText({ at: 'body', text: reply.body }, place)
    const found = [
      ...inBody,
      ...reply.headers.flatMap(([name, text]) =>
        inText({ at: `header ${name.toLowerCase()}`, text }, place),
      ),
    ]
    return found.length === 0
      ? nothingFound
      : { findings: [...new Map(found.map((it) => [it.key, it])).values()] }
  },
}

type Place = {
  readonly judgement: ReplyJudgement
  /** The tokens of the sessions that the response shows, at their documented
   * place; undefined where no token is documented. */
  readonly own: ReadonlySet<string> | undefined
}

function ownTokensIn(
  judgement: ReplyJudgement,
  leaves: readonly Leaf[],
): Place['own'] {
  const documented = documentedPlacesOf(judgement)
  const isDocumented = [...documented].some((place) => named.test(place))
  if (!isDocumented) return undefined
  const own = leaves.filter((leaf) => isTokenPlace(leaf, documented))
  return new Set(own.map(({ text }) => text))
}

function inLeaf(leaf: Leaf, place: Place): readonly Finding[] {
  const { judgement } = place
  const { path, text, isName } = leaf
  if (text.length < shortest) return []
  const documented = documentedPlacesOf(judgement)
  // What is documented may hold any text that a customer chose.
  const isFree = !isName && documented.has(placeOf(path))
  const what = isTokenPlace(leaf, documented)
    ? tokenOfAnother(judgement, leaf)
    : exposedBy(text, { ...place, isFree })
  if (what === undefined) return []
  // A name that is a credential is no place to name.
  const bodyPath = isName ? path.slice(0, -1) : path
  const at = ['body', renderPath(bodyPath)].filter((it) => it !== '').join('.')
  const key = `${placeOf(bodyPath)} ${what}`
  return [exposed(judgement, { at, what, key, bodyPath })]
}

/** Shorter than any credential. */
const shortest = 12

/** Proxies in front of an API set cookies in the form of a JWT. */
const ofProxies = 'header set-cookie'

function inText(
  { at, text }: { readonly at: string; readonly text: string },
  place: Place,
): readonly Finding[] {
  if (text.length < shortest) return []
  const what = exposedBy(text, place)
  const isOfProxy = at === ofProxies && what === 'a console session token'
  if (what === undefined || isOfProxy) return []
  return [exposed(place.judgement, { at, what, key: `${at} ${what}` })]
}

function exposedBy(
  text: string,
  { judgement, own, isFree = false }: Place & { readonly isFree?: boolean },
): string | undefined {
  const { seen } = judgement
  if (wasSent(judgement, text)) return undefined
  if (seen && holds(text, seen.secrets)) return 'a credential of this run'
  if (isFree) return undefined
  const kinds = secretsIn(text).map(({ kind, token }) =>
    kind === 'client session token' && isItsOwn(token, { judgement, own })
      ? undefined
      : kind,
  )
  const kind = kinds.find((it) => it !== undefined)
  return kind && `${kind.startsWith('A') ? 'an' : 'a'} ${kind}`
}

/** Where a response has a token, but not at its place, that is another finding:
 * who may read it may read the token. */
function isItsOwn(token: string, { judgement, own }: Place): boolean {
  if (own === undefined) return false
  if (own.size > 0) return own.has(token)
  const owner = judgement.seen?.ownerOf(token)
  const id = owner?.client_session_id
  return typeof id !== 'string' || judgement.reply.body.includes(id)
}

/** That an error repeats the request is a finding of its own. */
function wasSent({ exchange, reply }: ReplyJudgement, text: string): boolean {
  if (reply.status < 400 || reply.status >= 500) return false
  const sent = credentialsIn(exchange.request).map(([, it]) => it)
  return sent.length > 0 && holds(text, sent)
}

const named = /(?:^|[._])(?:token|secret|jwt|api_?key)$/i

function isTokenPlace(
  { path, isName }: Leaf,
  documented: ReadonlySet<string>,
): boolean {
  const place = placeOf(path)
  return !isName && named.test(place) && documented.has(place)
}

/** The token of a session that other responses have shown with another id and
 * another key. */
function tokenOfAnother(
  { json, seen }: ReplyJudgement,
  { path, text }: Leaf,
): string | undefined {
  const owner = seen?.ownerOf(text)
  if (!owner || json.kind !== 'json') return undefined
  const session = path
    .slice(0, -1)
    .reduce<unknown>((at, step) => Object(at)[step], json.value)
  const isOther = ['client_session_id', 'user_identifier_key'].every(
    (name) => name in owner && Object(session)[name] !== owner[name],
  )
  return isOther ? 'the token of another session' : undefined
}

function exposed(
  judgement: ReplyJudgement,
  {
    what,
    ...place
  }: Pick<Finding, 'at' | 'key' | 'bodyPath'> & { readonly what: string },
): Finding {
  const { bodyPath, ...rest } = place
  return newFinding(judgement, {
    code: 'credential-exposed',
    ...rest,
    expected: 'no credential',
    received: what,
    ...(bodyPath && { bodyPath }),
  })
}
