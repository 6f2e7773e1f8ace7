/** A notice as an issue of GitHub: one for each cause of a target, opened,
 * commented, closed and reopened, never deleted. Each step looks first whether an
 * earlier attempt has done it. */
import type { Channel } from '../policy.ts'
import type { Payload } from './payload.ts'
import { NotTaken } from './request.ts'
import type { HttpRequest, Reply, Send } from './request.ts'
import {
  bodyOf,
  commentOf,
  labelsOf,
  mainLabel,
  markersOf,
  noticeMarker,
  titleOf,
} from './issue-text.ts'

type GitHub = Extract<Channel, { readonly kind: 'github' }>

type Issue = {
  readonly number: number
  readonly state: string
  readonly body: string
}

const perPage = 100
/** A thousand issues of a monitor; older ones are not looked at. */
const mostPages = 10
const dayMs = 86_400_000

export async function deliverIssue(
  channel: GitHub,
  { payload, send }: { readonly payload: Payload; readonly send: Send },
): Promise<void> {
  const ask = asker(channel, send)
  const isOver = payload.kind === 'recovered'
  const issue = await findIssue(ask, payload)
  if (!issue) {
    if (!isOver) await create(ask, payload)
    return
  }
  if (!(await isSaid(ask, { issue, payload }))) {
    const body = commentOf(payload)
    await ask('POST', `/issues/${issue.number}/comments`, { body })
  }
  const state = isOver ? 'closed' : 'open'
  if (issue.state !== state)
    await ask('PATCH', `/issues/${issue.number}`, {
      state,
      state_reason: isOver ? 'completed' : 'reopened',
    })
}

type Ask = (
  method: HttpRequest['method'],
  path: string,
  body?: object,
) => Promise<Reply>

function asker({ url, repository, token }: GitHub, send: Send): Ask {
  const base = `${url.replace(/\/+$/, '')}/repos/${repository}`
  return (method, path, body) =>
    send({
      method,
      url: `${base}${path}`,
      headers: {
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
}

/** By a list: a search does not know yet what was created a moment ago. */
async function findIssue(
  ask: Ask,
  payload: Payload,
): Promise<Issue | undefined> {
  const markers = markersOf(payload)
  for (let page = 1; page <= mostPages; page += 1) {
    const query = `state=all&labels=${mainLabel}&per_page=${perPage}&page=${page}`
    const issues = await listOf(await ask('GET', `/issues?${query}`))
    const found = issues
      .filter((it) => !('pull_request' in it))
      .map(issueOf)
      .find(({ body }) => markers.every((marker) => body.includes(marker)))
    if (found) return found
    if (issues.length < perPage) return undefined
  }
  return undefined
}

async function create(ask: Ask, payload: Payload): Promise<void> {
  await ask('POST', '/issues', {
    title: titleOf(payload),
    body: bodyOf(payload),
    labels: labelsOf(payload),
  })
}

async function isSaid(
  ask: Ask,
  { issue, payload }: { readonly issue: Issue; readonly payload: Payload },
): Promise<boolean> {
  const marker = noticeMarker(payload)
  if (issue.body.includes(marker)) return true
  // The clocks of both sides may differ.
  const since = new Date(Date.parse(payload.timestamp) - dayMs).toISOString()
  const query = `per_page=${perPage}&since=${since}`
  const path = `/issues/${issue.number}/comments?${query}`
  const comments = await listOf(await ask('GET', path))
  return comments.some(({ body }) => String(body).includes(marker))
}

type Listed = Readonly<Record<string, unknown>>

async function listOf(reply: Reply): Promise<readonly Listed[]> {
  const list = await reply.json()
  if (!Array.isArray(list))
    throw new NotTaken('its response is no list: is it the API of GitHub?', {
      isFinal: true,
    })
  return list.map(Object)
}

function issueOf({ number, state, body }: Listed): Issue {
  return {
    number: Number(number),
    state: String(state),
    body: typeof body === 'string' ? body : '',
  }
}
