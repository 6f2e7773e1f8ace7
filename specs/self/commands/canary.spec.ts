/** Canaries: secrets of every kind and encoding in every response; nothing that
 * a run prints or writes may hold one. */
import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import type { Call } from '../../../src/sandbox/calls.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { madeWithToken, scenarioOf } from '../run/steps.ts'
import { readVerdict, whereIs } from './left.ts'
import type { Left } from './left.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 120_000 })

const canaries = {
  SEAM_API_KEY: 'canary1/of+the~api-key.0=',
  SEAM_PERSONAL_ACCESS_TOKEN: 'canary-of-the-personal-token~0',
  SEAM_PUBLISHABLE_KEY: 'canary-of-the-publishable-key-0',
  SEAM_CONSOLE_SESSION_TOKEN: 'eyJjYW5hcnkiOjF9.eyJjb25zb2xlIjoxfQ.c2Vzc2lvbg',
  minted: 'canary-of-a-minted-token-"0"-and-more',
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** Written by hand: the code that redacts must not produce them. */
function encodings(secret: string): readonly string[] {
  const hex = Buffer.from(secret).toString('hex')
  return [
    secret,
    `Bearer ${secret}`,
    JSON.stringify(secret),
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    hex,
    hex.toUpperCase(),
    hex.replace(/../g, '%$&'),
    [...secret].map((it) => `\\u00${it.charCodeAt(0).toString(16)}`).join(''),
    ...['', 'x', 'xx', 'Bearer ', '{"authorization":"Bearer '].flatMap(
      (before) => [
        base64(before + secret),
        base64(`${before}${secret}"}`),
        Buffer.from(`${before}${secret}`).toString('base64url'),
        encodeURIComponent(base64(before + secret)),
      ],
    ),
    base64(base64(secret)),
  ]
}

/** The middle of each: redaction may leave the ends. */
function traces(secret: string): readonly string[] {
  return encodings(secret).map((text) => {
    const middle = Math.floor(text.length / 2)
    return text.slice(Math.max(0, middle - 8), middle + 8)
  })
}

const all = Object.values(canaries).flatMap(encodings)
const inText = all.join('\n')

/** The canaries that were sent, plain and compressed. */
function quote(headers: Call['headers']): string {
  const authorization = String(headers.authorization)
  return JSON.stringify({
    you_sent: headers,
    base64: base64(authorization),
    url: encodeURIComponent(authorization),
  })
}

/** Each response holds all of them, and quotes the request. */
const everywhere: Fault = {
  reply: (reply, { operation, headers: sent }) => {
    const quoted = quote(sent)
    const headers = {
      ...reply.headers,
      'x-you-sent': String(sent.authorization),
      ...Object.fromEntries(all.map((it, at) => [`x-canary-${at}`, it])),
    }
    if (operation === 'POST /client_sessions/get') {
      const page = `<html><title>${inText}</title><p>${inText}</p>${quoted}</html>`
      const type = { 'content-type': 'text/html' }
      return { status: 403, headers: { ...headers, ...type }, body: page }
    }
    if (operation === 'POST /client_sessions/list') {
      const error = {
        type: 'invalid_input',
        message: inText,
        data: [...all, quoted],
      }
      return { status: 400, headers, body: { error, ok: false } }
    }
    if (operation === 'POST /client_sessions/create') {
      const { client_session: session } = Object(reply.body)
      const token = { token: canaries.minted, created_at: canaries.minted }
      const client_session = {
        ...session,
        ...token,
        echo: [...all, quoted],
        [inText]: 1,
      }
      return { status: 200, headers, body: { client_session, ok: true } }
    }
    return { status: 500, headers, body: quoted }
  },
}

const scenario = scenarioOf(
  'canaries sing',
  `${madeWithToken}
  - id: get
    call: /client_sessions/get
    as: { client_session: "\${{ token }}" }
  - id: list
    call: /client_sessions/list
    body: {}
`,
)

async function runAgainst(faults: Fault): Promise<Left> {
  const sandbox = await startSandbox({
    faults,
    seed: { apiKey: canaries.SEAM_API_KEY },
  })
  const { minted: _, ...secrets } = canaries
  const left = await seamwatch({
    args: ['run'],
    sandbox,
    scenarios: { 'a.yaml': scenario },
    env: { ...secrets, SEAM_WORKSPACE_ID: sandbox.seed.workspaceId },
  })
  await sandbox.stop()
  return left
}

test('a target that fails everywhere and quotes what it was sent leaks no canary', async () => {
  const left = await runAgainst(everywhere)
  expect(left.exitCode).toBe(1)
  // Redaction was enough: the audit had no file to remove.
  expect(left.printed).not.toContain('Secrets in the files of this run')
  expect(await whereIs(Object.values(canaries).flatMap(traces), left)).toEqual(
    [],
  )
  const after = await seamwatch({
    args: ['audit', left.reportsDir],
    env: canaries,
  })
  expect(after.printed).toContain('no secret in')
  expect(after.exitCode).toBe(0)
})

test('a file with a secret in gzip is removed, and the run does not pass', async () => {
  const packed = gzipSync(`the key is ${canaries.SEAM_API_KEY}`)
  const left = await runAgainst({
    reply: (reply) => ({
      ...reply,
      headers: { ...reply.headers, 'x-packed': packed.toString('base64') },
    }),
  })
  expect(left.printed).toContain('verdict: passed')
  expect(left.printed).toContain('value of SEAM_API_KEY at base64 at')
  expect(left.printed.trimEnd().split('\n').at(-1)).toBe(
    'verdict: inconclusive',
  )
  expect(left.exitCode).toBe(2)
  const { status, exitCode } = await readVerdict(left)
  expect({ status, exitCode }).toEqual({ status: 'inconclusive', exitCode: 2 })
  const inside = packed.toString('base64').slice(8, 40)
  expect(await whereIs([inside], left)).toEqual([])
  const after = await seamwatch({
    args: ['audit', left.reportsDir],
    env: canaries,
  })
  expect(after.exitCode).toBe(0)
})
