/** Mutants of CORS: what keeps pages of a browser from an API that answers
 * everybody else as it should; and harmless ways to let them in. */
import type { Call } from '../calls.ts'
import type { Fault } from '../faults.ts'
import type { Reply } from '../replies.ts'
import { breaks, outage } from './mutant.ts'
import type { Expected, Mutant, EquivalentMutant } from './mutant.ts'
import { allOperations } from './api-shape.ts'

type Values = Readonly<Record<string, string | undefined>>

const allow = 'access-control-allow-'
const refused = breaks('cors-preflight-refused')
const unreadable = breaks('cors-reply-unreadable')

/** Sets headers of those replies that are meant, or takes them away. */
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

/** A list of the preflight's answer, less one of its items. */
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
    'the preflight does not allow authorization',
    refused,
    without(`${allow}headers`, 'authorization'),
  ],
  [
    'refuses-publishable-key',
    'the preflight does not allow seam-publishable-key',
    refused,
    without(`${allow}headers`, 'seam-publishable-key'),
  ],
  [
    'refuses-content-type',
    'the preflight does not allow content-type',
    refused,
    without(`${allow}headers`, 'content-type'),
  ],
  [
    'refuses-headers',
    'the preflight names no header',
    refused,
    setting({ [`${allow}headers`]: undefined }, isPreflight),
  ],
  [
    'refuses-PUT',
    'the preflight does not allow PUT',
    refused,
    without(`${allow}methods`, 'PUT'),
  ],
  [
    'refuses-methods',
    'the preflight names no method',
    refused,
    setting({ [`${allow}methods`]: undefined }, isPreflight),
  ],
  [
    'wildcard-headers',
    'the preflight allows * headers, which leaves authorization out',
    refused,
    setting({ [`${allow}headers`]: '*' }, isPreflight),
  ],
  [
    'preflight-without-origin',
    'the preflight names no allowed origin',
    refused,
    setting({ [`${allow}origin`]: undefined }, isPreflight),
  ],
  ['preflight-403', 'the preflight is refused', refused, preflightStatus(403)],
  [
    'preflight-404',
    'the preflight is not found',
    refused,
    preflightStatus(404),
  ],
  [
    'preflight-404/get_or_create',
    'the preflight of one path is not found',
    refused,
    preflightStatus(404, '/get_or_create'),
  ],
  [
    'preflight-redirect',
    'the preflight is redirected',
    refused,
    preflightStatus(302),
  ],
  [
    'preflight-500',
    'the preflight fails',
    outage('server-error'),
    preflightStatus(500),
  ],
  [
    'replies-without-origin',
    'the preflight passes, and no reply names an allowed origin',
    unreadable,
    setting({ [`${allow}origin`]: undefined }, isCall),
  ],
  [
    'errors-without-origin',
    'errors do not name an allowed origin',
    unreadable,
    setting({ [`${allow}origin`]: undefined }, isError),
  ],
  [
    'two-origins',
    'replies name two allowed origins in one header',
    unreadable,
    setting({ [`${allow}origin`]: '*, *' }, isCall),
  ],
  [
    'null-origin',
    'replies allow the origin null alone',
    unreadable,
    setting({ [`${allow}origin`]: 'null' }, isCall),
  ],
  [
    'credentials-for-all',
    'credentials are allowed together with the origin *',
    { class: 'additive-drift', code: 'cors-credentials-for-all' },
    setting(
      { [`${allow}origin`]: '*', [`${allow}credentials`]: 'true' },
      always,
    ),
  ],
  [
    'request-id-unexposed',
    'no reply exposes seam-request-id',
    { class: 'spec-gap', code: 'request-id-unexposed' },
    setting({ 'access-control-expose-headers': undefined }, always),
  ],
  [
    'closed',
    'no page may send authorization to revoke',
    { class: 'spec-gap', code: 'cors-closed-to-pages' },
    preflightStatus(403, '/revoke'),
  ],
]

/** A call that needs no preflight is let through, and its reply is not. */
const alsoUnreadable = {
  codes: ['cors-reply-unreadable'] as const,
  reason: 'a GET without credential is sent without asking first',
}

const everywhere: readonly Row[] = [
  [
    'missing',
    'no reply names an allowed origin',
    refused,
    setting({ [`${allow}origin`]: undefined }, always),
  ],
  [
    'another-origin',
    'every reply allows one other origin',
    refused,
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
    description: 'every origin is allowed as *, and no credentials',
    needs: 'browser',
    faults: setting(
      { [`${allow}origin`]: '*', [`${allow}credentials`]: undefined },
      always,
    ),
  },
  {
    id: 'cors-preflight-200',
    description: 'the preflight is answered with 200 and a time to keep it',
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
    description: 'all methods and headers are allowed, authorization by name',
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
