/** Two clocks, the server's and ours: what one of them says wrongly deletes no
 * session of somebody else. */
import { expect, test } from '@playwright/test'
import { renderSession } from '../../../src/sandbox/sessions.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { findingsOf, runSteps } from '../kit.ts'
import { put } from './strangers.ts'

const secondMs = 1000
const dayMs = 86_400 * secondMs

/** Without a `Date`, with one that is none, or with this one. */
type Dated = { readonly date: string | undefined; readonly age?: string }

/** Each create is answered with a session of somebody else, under the key and the
 * expiry of the request. */
function answersAnother({
  oldMs,
  create = () => undefined,
  others = () => undefined,
}: {
  readonly oldMs: number
  /** The clock that the response to the create shows; an honest one by
   * default. */
  readonly create?: (createdAt: string) => Dated | undefined
  readonly others?: () => Dated | undefined
}): Fault {
  let createdAt = ''
  return {
    handle: (authorized, next) => {
      const { call, caller, parameters, state } = authorized
      if (!call.path.endsWith('/create')) return next(authorized)
      const workspace = state.workspaces.get(caller.workspaceId)
      if (!workspace) throw new Error('the sandbox has no such workspace')
      createdAt = new Date(Date.now() - oldMs).toISOString()
      const { user_identifier_key: key, expires_at: expiresAt } = parameters
      const foreign = put(
        { state: state.store, seed: state.seed },
        {
          createdAt,
          userIdentifierKey: typeof key === 'string' ? key : null,
          ...(typeof expiresAt === 'string' && {
            expiresAtMs: Date.parse(expiresAt),
          }),
        },
      )
      const body = {
        ok: true,
        client_session: renderSession(foreign, { caller, workspace, state }),
      }
      return { status: 200, headers: {}, body }
    },
    reply: (reply, { path }) => {
      const dated = path.endsWith('/create') ? create(createdAt) : others()
      if (!dated) return reply
      const { date, age } = dated
      return (outgoing) => {
        outgoing.sendDate = false
        outgoing.writeHead(reply.status, {
          ...reply.headers,
          ...(date !== undefined && { date }),
          ...(age !== undefined && { age }),
        })
        outgoing.end(JSON.stringify(reply.body))
      }
    },
  }
}

const utc = (iso: string): string => new Date(iso).toUTCString()
const ahead = (ms: number): string => new Date(Date.now() + ms).toUTCString()

const ways = {
  'a key of the scenario': '{ user_identifier_key: nightly-user }',
  'only an expiry': '{ expires_at: "${{ time(+4271s) }}" }',
  'neither key nor expiry': '{}',
}

const clocks: Readonly<Record<string, Parameters<typeof answersAnother>[0]>> = {
  'the Date of a cache': {
    oldMs: 7 * dayMs,
    create: (at) => ({ date: utc(at), age: '604800' }),
  },
  'the Date of a cache, without its Age': {
    oldMs: 7 * dayMs,
    create: (at) => ({ date: utc(at) }),
  },
  'an Age that is no number': {
    oldMs: 7 * dayMs,
    create: (at) => ({ date: utc(at), age: 'old' }),
  },
  'the Date of a minute ago': {
    oldMs: 60 * secondMs,
    create: () => ({ date: ahead(-60 * secondMs) }),
  },
  'no Date': {
    oldMs: 7 * dayMs,
    create: () => ({ date: undefined }),
    others: () => ({ date: undefined }),
  },
  'a Date that is none': {
    oldMs: 7 * dayMs,
    create: () => ({ date: 'yesterday' }),
    others: () => ({ date: 'yesterday' }),
  },
  'no Date, while the looks have the one of the session': {
    oldMs: 60 * secondMs,
    create: () => ({ date: undefined }),
    others: () => ({ date: ahead(-60 * secondMs) }),
  },
  'an honest Date, and the session is 3 seconds old': { oldMs: 3500 },
}

for (const [what, body] of Object.entries(ways)) {
  for (const [which, given] of Object.entries(clocks)) {
    test(`a session of somebody else that create answers for ${what} is not deleted: ${which}`, async () => {
      const { outcome, sandbox } = await runSteps(
        `
  - id: create
    call: /client_sessions/create
    body: ${body}
    save: { id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ id }}" } }
`,
        { faults: answersAnother(given) },
      )
      expect(sandbox.state.size()).toBe(1)
      expect(findingsOf(outcome)).toContain(
        'expectation session-foreign session',
      )
    })
  }
}
