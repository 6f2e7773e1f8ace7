/** Mutants of CORS: the API blocks browser pages and serves all other clients;
 * with equivalent mutants, which allow pages in another way. */
import type { Call } from '../calls.ts'
import type { Fault } from '../faults.ts'
import type { Reply } from '../replies.ts'
import { breaks, outage } from './mutant.ts'
import type { Expected, Mutant, EquivalentMutant } from './mutant.ts'
import { allOperations } from './api-shape.ts'

type Values = Readonly<Record<string, string | undefined>>

const allow = 'access-control-allow-'
const rejected = breaks('cors-preflight-refused')
const unreadable = breaks('cors-reply-unreadable')

/** Sets or removes headers of the selected responses. */
function setting(
  values: Values,
  isMeant: (call: Call, reply: Reply) => boolean,
) {
  return (): Fault => ({
    reply: (reply, call) => {
      if (!isMeant(call, reply)) return reply
      const headers = { ...reply.headers }
      for (const [name, value] of Object.entries(values)) {
        delete headers[name]
        if (value !== undefined) headers[name] = value
      }
      return { ...reply, headers }
    },
  })
}

const isPreflight = ({ method }: Call) => method === 'OPTIONS'
const always = () => true
const isCall = (call: Call) => !isPreflight(call)
const isError = (call: Call, { status }: Reply) => isCall(call) && status >= 400

/** Removes one item from a list of the preflight response. */
function without(header: string, item: string): () => Fault {
  return () => ({
    reply: (reply, call) => {
      if (!isPreflight(call)) return reply
      const list = String(reply.headers[header]).split(', ')
      const value = list.filter((it) => it !== item).join(', ')
      return { ...reply, headers: { ...reply.headers, [header]: value } }
    },
  })
}

function preflightStatus(status: number, path = '') {
  return (): Fault => ({
    reply: (reply, call) =>
      isPreflight(call) && call.path.endsWith(path)
        ? { ...reply, status, headers: { ...reply.headers, location: '/' } }
        : reply,
  })
}

type Row = readonly [
  id: string,
  what: string,
  caughtBy: Expected,
  faults: () => Fault,
]

const rows: readonly Row[] = [
  [
    'refuses-authorization',
    'the preflight response does not allow authorization',
    rejected,
    without(`${allow}headers`, 'authorization'),
  ],
  [
    'refuses-publishable-key',
    'the preflight response does not allow seam-publishable-key',
    rejected,
    without(`${allow}headers`, 'seam-publishable-key'),
  ],
  [
    'refuses-content-type',
    'the preflight response does not allow content-type',
    rejected,
    without(`${allow}headers`, 'content-type'),
  ],
  [
    'refuses-headers',
    'the preflight response allows no header',
    rejected,
    setting({ [`${allow}headers`]: undefined }, isPreflight),
  ],
  [
    'refuses-PUT',
    'the preflight response does not allow PUT',
    rejected,
    without(`${allow}methods`, 'PUT'),
  ],
  [
    'refuses-methods',
    'the preflight response allows no method',
    rejected,
    setting({ [`${allow}methods`]: undefined }, isPreflight),
  ],
  [
    'wildcard-headers',
    'the preflight response allows * headers, which excludes authorization',
    rejected,
    setting({ [`${allow}headers`]: '*' }, isPreflight),
  ],
  [
    'preflight-without-origin',
    'the preflight response allows no origin',
    rejected,
    setting({ [`${allow}origin`]: undefined }, isPreflight),
  ],
  [
    'preflight-403',
    'the API rejects the preflight with 403',
    rejected,
    preflightStatus(403),
  ],
  [
    'preflight-404',
    'the API responds to the preflight with 404',
    rejected,
    preflightStatus(404),
  ],
  [
    'preflight-404/get_or_create',
    'the API responds to the preflight of one path with 404',
    rejected,
    preflightStatus(404, '/get_or_create'),
  ],
  [
    'preflight-redirect',
    'the API redirects the preflight',
    rejected,
    preflightStatus(302),
  ],
  [
    'preflight-500',
    'the API responds to the preflight with 500',
    outage('server-error'),
    preflightStatus(500),
  ],
  [
    'replies-without-origin',
    'only the preflight response allows the origin',
    unreadable,
    setting({ [`${allow}origin`]: undefined }, isCall),
  ],
  [
    'errors-without-origin',
    'error responses allow no origin',
    unreadable,
    setting({ [`${allow}origin`]: undefined }, isError),
  ],
  [
    'two-origins',
    'responses name two origins in one header',
    unreadable,
    setting({ [`${allow}origin`]: '*, *' }, isCall),
  ],
  [
    'null-origin',
    'responses allow the origin null alone',
    unreadable,
    setting({ [`${allow}origin`]: 'null' }, isCall),
  ],
  [
    'credentials-for-all',
    'responses allow credentials together with the origin *',
    { class: 'additive-drift', code: 'cors-credentials-for-all' },
    setting(
      { [`${allow}origin`]: '*', [`${allow}credentials`]: 'true' },
      always,
    ),
  ],
  [
    'request-id-unexposed',
    'no response exposes seam-request-id',
    { class: 'spec-gap', code: 'request-id-unexposed' },
    setting({ 'access-control-expose-headers': undefined }, always),
  ],
  [
    'closed',
    'the API rejects the preflight of revoke with 403',
    { class: 'spec-gap', code: 'cors-closed-to-pages' },
    preflightStatus(403, '/revoke'),
  ],
]

/** Only the response of a call without a preflight is blocked. */
const alsoUnreadable = {
  codes: ['cors-reply-unreadable'] as const,
  reason: 'a GET without a credential needs no preflight',
}

const everywhere: readonly Row[] = [
  [
    'missing',
    'no response allows an origin',
    rejected,
    setting({ [`${allow}origin`]: undefined }, always),
  ],
  [
    'another-origin',
    'every response allows another origin only',
    rejected,
    setting({ [`${allow}origin`]: 'https://console.example.org' }, always),
  ],
]

function toMutant([id, description, caughtBy, faults]: Row): Mutant {
  return {
    id: `cors-${id}`,
    description,
    operations: allOperations,
    caughtBy,
    needs: 'browser',
    faults,
  }
}

export const cors: readonly Mutant[] = [
  ...rows.map(toMutant),
  ...everywhere.map((row) => ({ ...toMutant(row), also: alsoUnreadable })),
]

export const equivalentCors: readonly EquivalentMutant[] = [
  {
    id: 'cors-any-origin',
    description: 'responses allow every origin as *, and no credentials',
    needs: 'browser',
    faults: setting(
      { [`${allow}origin`]: '*', [`${allow}credentials`]: undefined },
      always,
    ),
  },
  {
    id: 'cors-preflight-200',
    description: 'the preflight response is 200 and may be cached',
    needs: 'browser',
    faults: () => ({
      reply: (reply, call) =>
        isPreflight(call)
          ? {
              ...reply,
              status: 200,
              headers: { ...reply.headers, 'access-control-max-age': '600' },
            }
          : reply,
    }),
  },
  {
    id: 'cors-wildcards',
    description:
      'responses allow all methods and headers, authorization by name',
    needs: 'browser',
    faults: setting(
      {
        [`${allow}methods`]: '*',
        [`${allow}headers`]: '*, Authorization',
        'access-control-expose-headers': '*',
      },
      always,
    ),
  },
]
