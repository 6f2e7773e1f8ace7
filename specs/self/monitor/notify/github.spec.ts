/** Issues of GitHub, against a loopback server with the endpoints that are used:
 * https://docs.github.com/en/rest/issues */
import { expect, test } from '@playwright/test'
import { channelOf, laneOf, night, token } from './nights.ts'
import type { Lane } from './nights.ts'
import { openReceiver } from './receiver.ts'
import type { Answer, Received, Receiver } from './receiver.ts'

type Issue = {
  number: number
  state: 'open' | 'closed'
  state_reason: string | null
  title: string
  body: string
  labels: readonly string[]
  comments: { body: string; updated_at: string }[]
  pull_request?: object
}

const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

/** A repository `acme/api`. */
class Repository {
  readonly issues: Issue[] = []
  readonly calls: string[] = []
  /** Of the next requests: done, and the response is lost. */
  losing: RegExp | undefined

  readonly answer = (request: Received): Answer => {
    const { method, path, headers, body } = request
    if (headers['authorization'] !== `Bearer ${token}`) return { status: 401 }
    const url = new URL(path, 'http://localhost')
    const { pathname, searchParams: query } = url
    const route = `${method} ${pathname.replace('/repos/acme/api', '')}`
    this.calls.push(route)
    const answer = this.route(route, { query, body })
    if (!this.losing?.test(route)) return answer
    this.losing = undefined
    return { fault: 'cut' }
  }

  private route(
    route: string,
    { query, body }: { query: URLSearchParams; body: any }, // oxlint-disable-line no-explicit-any -- JSON
  ): Answer {
    const [, number, rest] = /\/issues\/(\d+)(.*)$/.exec(route) ?? []
    const issue = this.issues.find((it) => String(it.number) === number)
    if (route === 'GET /issues') {
      const size = Number(query.get('per_page'))
      const from = (Number(query.get('page')) - 1) * size
      const wanted = query.get('labels') ?? ''
      const found = this.issues
        .filter(({ labels }) => labels.includes(wanted))
        .toReversed()
      return json(found.slice(from, from + size))
    }
    if (route === 'POST /issues') {
      const { title, body: text, labels } = body
      this.add({ title, body: text, labels })
      return json(this.issues.at(-1), 201)
    }
    if (!issue) return json({ message: 'Not Found' }, 404)
    if (route.startsWith('GET') && rest === '/comments')
      return json(
        issue.comments.filter(
          ({ updated_at: at }) => at >= (query.get('since') ?? ''),
        ),
      )
    if (route.startsWith('POST') && rest === '/comments') {
      issue.comments.push({ body: body.body, updated_at: '2026-06-01' })
      return json({}, 201)
    }
    Object.assign(issue, body)
    return json(issue)
  }

  add(issue: Partial<Issue>): void {
    this.issues.push({
      number: this.issues.length + 1,
      state: 'open',
      state_reason: null,
      title: '',
      body: '',
      labels: [],
      comments: [],
      ...issue,
    })
  }
}

let receiver: Receiver
let repository: Repository
let lane: Lane

test.beforeEach(async ({}, info) => {
  repository = new Repository()
  receiver = await openReceiver(repository.answer)
  lane = laneOf(info.outputPath('s'), [channelOf.github(receiver.url)])
})
test.afterEach(() => receiver.stop())

const states = () =>
  repository.issues.map(
    ({ state, comments }) => `${state}, ${comments.length} comments`,
  )

test('a cause has one issue: opened, closed, reopened, never deleted', async () => {
  await night(lane, 0, { a: 'x' })
  expect(states()).toEqual(['open, 0 comments'])
  await night(lane, 1, { a: '.' })
  expect(states()).toEqual(['closed, 1 comments'])
  await night(lane, 2, { a: 'x' })
  expect(states()).toEqual(['open, 2 comments'])
  await night(lane, 3, { a: 'x', b: 'x' })
  expect(states()).toEqual(['open, 2 comments', 'open, 0 comments'])
  const [issue] = repository.issues
  expect(issue?.title).toBe('production: A required property is missing (a)')
  expect(issue?.labels).toEqual([
    'seamwatch',
    'breaking-drift',
    'client-sessions',
  ])
  expect(issue?.body).toContain('<!-- seamwatch:a -->')
  expect(issue?.comments[0]?.body).toContain('recovered on production (api)')
  expect(repository.calls.some((call) => call.startsWith('DELETE'))).toBe(false)
})

for (const lost of [/^POST \/issues$/, /^POST .*comments$/, /^PATCH/])
  test(`a response to ${lost.source} that is lost doubles nothing`, async () => {
    repository.losing = lost
    await night(lane, 0, { a: 'x' })
    expect(states()).toEqual(['open, 0 comments'])
    repository.losing = lost
    await night(lane, 1, { a: '.' })
    repository.losing = lost
    const { record } = await night(lane, 2, { a: 'x' })
    expect(states()).toEqual(['open, 2 comments'])
    expect(record.outbox).toEqual([])
  })

test('an issue of another target, a pull request and a longer key are not taken for it', async () => {
  const labels = ['seamwatch']
  const target = '<!-- seamwatch-target:production -->'
  repository.add({ labels, body: '<!-- seamwatch:a --> staging' })
  repository.add({
    labels,
    body: `<!-- seamwatch:a -->${target}`,
    pull_request: {},
  })
  repository.add({ labels, body: `<!-- seamwatch:a · b -->${target}` })
  await night(lane, 0, { a: 'x' })
  expect(repository.issues).toHaveLength(4)
})

test('an issue is found on a later page', async () => {
  await night(lane, 0, { a: 'x' })
  for (let count = 0; count < 150; count += 1)
    repository.add({ labels: ['seamwatch'] })
  await night(lane, 1, { a: '.' })
  expect(states()[0]).toBe('closed, 1 comments')
})

test('what recovered and has no issue opens none', async () => {
  await night(lane, 0, { a: 'x' })
  repository.issues.length = 0
  const { record } = await night(lane, 1, { a: '.' })
  expect(repository.issues).toEqual([])
  expect(record.outbox).toEqual([])
})

test('a limit of rate is waited for, a wrong token is not', async ({}, info) => {
  let isFirst = true
  receiver.answers((request) => {
    if (!isFirst) return repository.answer(request)
    isFirst = false
    return { status: 403, headers: { 'retry-after': '3' } }
  })
  await night(lane, 0, { a: 'x' })
  expect(lane.waits).toEqual([3000])
  expect(states()).toEqual(['open, 0 comments'])
  const wrong = laneOf(info.outputPath('w'), [
    channelOf.github(receiver.url, { token: 'gho_another' }),
  ])
  const { record } = await night(wrong, 0, { a: 'x' })
  expect(wrong.waits).toEqual([])
  expect(record.failing).toEqual({
    issues: { since: '2026-01-01T02:00:00.000Z', message: 'HTTP 401' },
  })
})
