/** Canaries: secrets of every kind and encoding in every response; nothing that
 * a run prints or writes may hold one. */
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import type { Call } from '../../../src/sandbox/calls.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { madeWithToken, scenarioOf } from '../run/steps.ts'
import { readVerdict, whereIs } from './left.ts'
import type { Left } from './left.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

/** Each begins and ends with some letters and digits: twelve such characters are
 * redacted without the rest. */
const canaries = {
  SEAM_API_KEY: 'canary1/of+the~api-key.0=',
  SEAM_PERSONAL_ACCESS_TOKEN: 'c4nary-of-the-personal-token~0',
  SEAM_PUBLISHABLE_KEY: 'c4nary-of-the-Publishable-key-0',
  SEAM_CONSOLE_SESSION_TOKEN:
    'eyJjYW5hcnkiOjF9.eyJjb25zb2xlIjoxfQ.c2Vzc2lvbi0wMTIzNDU2Nzg5',
  minted: 'c4nary-of-a-minted-token-"0"-and-more9',
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const hex = (text: string) => Buffer.from(text).toString('hex')
const each = (secret: string, write: (code: number) => string) =>
  [...secret].map((it) => write(it.charCodeAt(0))).join('')
const inHex = (code: number) => code.toString(16).padStart(2, '0')
const swapCase = (text: string) =>
  text.replace(/[a-z]/gi, (it) =>
    it === it.toLowerCase() ? it.toUpperCase() : it.toLowerCase(),
  )

/** Written by hand: the code that redacts must not produce them. */
const writings: Readonly<Record<string, (secret: string) => string>> = {
  raw: (secret) => secret,
  upper: (secret) => secret.toUpperCase(),
  lower: (secret) => secret.toLowerCase(),
  'the other case': swapCase,
  base64: (secret) => base64(secret),
  'base64 after one byte': (secret) => base64(`x${secret}y`),
  'base64 after two bytes': (secret) => base64(`xx${secret}yy`),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  'base64 in lines': (secret) => base64(secret).replace(/.{20}/g, '$&\n'),
  hex,
  'upper hex': (secret) => hex(secret).toUpperCase(),
  'hex dump': (secret) => hex(secret).replace(/..(?!$)/g, '$& '),
  percent: (secret) => each(secret, (it) => `%${inHex(it)}`),
  'percent twice': (secret) => each(secret, (it) => `%25${inHex(it)}`),
  'decimal entities': (secret) => each(secret, (it) => `&#${it};`),
  'hex entities': (secret) => each(secret, (it) => `&#x${inHex(it)};`),
  'JSON escapes': (secret) => each(secret, (it) => `\\u00${inHex(it)}`),
  'JavaScript escapes': (secret) => each(secret, (it) => `\\x${inHex(it)}`),
  'quoted-printable': (secret) =>
    each(secret, (it) => `=${inHex(it).toUpperCase()}`),
  'UTF-16 LE': (secret) => each(secret, (it) => String.fromCharCode(it, 0)),
  'UTF-16 BE': (secret) => each(secret, (it) => String.fromCharCode(0, it)),
  'without width': (secret) => [...secret].join('\u200b'),
  spaced: (secret) => [...secret].join(' '),
  'in two lines': (secret) =>
    `${secret.slice(0, secret.length / 2)}\n${secret.slice(secret.length / 2)}`,
  // What a JWT begins with is no secret.
  beginning: (secret) => secret.slice(0, secret.startsWith('ey') ? 50 : 12),
  end: (secret) => secret.slice(-12),
}

/** Some of them within each other. */
function encodings(secret: string): readonly string[] {
  return [
    ...Object.values(writings).map((write) => write(secret)),
    `Bearer ${secret}`,
    JSON.stringify(secret),
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    ...['Bearer ', '{"authorization":"Bearer '].flatMap((before) => [
      base64(before + secret),
      base64(`${before}${secret}"}`),
      encodeURIComponent(base64(before + secret)),
    ]),
    base64(base64(secret)),
    base64(hex(secret)),
    hex(JSON.stringify({ key: secret })),
  ]
}

/** The middle of each: redaction may leave the ends. */
function traces(secret: string): readonly string[] {
  return encodings(secret).flatMap((text) => {
    const middle = Math.floor(text.length / 2)
    const trace = text.slice(Math.max(0, middle - 8), middle + 8)
    // Reports write line breaks and invisible characters out, and so may JSON.
    return [trace, JSON.stringify(trace).slice(1, -1), shown(trace)]
  })
}

function shown(text: string): string {
  // oxlint-disable-next-line no-control-regex -- finding them is the point
  return text.replace(/[\u0000\u200b\n]/g, (it) =>
    it === '\n'
      ? '\\n'
      : `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const all = Object.values(canaries).flatMap(encodings)
const inText = all.join(' | ')
/** No header may hold the others. */
const inHeaders = all.filter((text) => /^[\x20-\x7e]*$/.test(text))

/** Where one of the texts stands in what a run left, also in base64: the report
 * of Allure holds its data so. */
async function findTraces(
  texts: readonly string[],
  left: Left,
): Promise<readonly string[]> {
  const found = [...(await whereIs(texts, left))]
  const { reportsDir } = left
  for (const name of await readdir(reportsDir, { recursive: true })) {
    const bytes = await readFile(join(reportsDir, name)).catch(() => undefined)
    const page = bytes?.toString('latin1') ?? ''
    for (const [blob] of page.matchAll(/[A-Za-z0-9+/]{120,}={0,2}/g)) {
      const inside = Buffer.from(blob, 'base64')
      const held = texts.filter((text) => inside.includes(text))
      found.push(...held.map((text) => `${name}, in base64: ${text}`))
    }
  }
  return found
}

/** The canaries that were sent, plain and compressed. */
function quote(headers: Call['headers']): string {
  const authorization = String(headers.authorization)
  return JSON.stringify({
    you_sent: headers,
    base64: base64(authorization),
    url: encodeURIComponent(authorization),
  })
}

let hasMinted = false

/** Each response holds all of them, and quotes the request: from the first create
 * on, as no run can know what was not yet handed out. */
const everywhere: Fault = {
  reply: (reply, { operation, headers: sent }) => {
    hasMinted ||= operation === 'POST /client_sessions/create'
    if (!hasMinted) return reply
    const quoted = quote(sent)
    const headers = {
      ...reply.headers,
      'x-you-sent': String(sent.authorization),
      ...Object.fromEntries(inHeaders.map((it, at) => [`x-canary-${at}`, it])),
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
    withAllure: true,
    args: ['run'],
    sandbox,
    scenarios: { 'a.yaml': scenario },
    env: { ...secrets, SEAM_WORKSPACE_ID: sandbox.seed.workspaceId },
  })
  await sandbox.stop()
  return left
}

test('there are 26 writings of each canary', () => {
  expect(Object.keys(writings)).toHaveLength(26)
})

test('a target that fails everywhere and quotes what it was sent leaks no canary in 26 writings', async () => {
  const left = await runAgainst(everywhere)
  expect(left.exitCode).toBe(1)
  // Redaction was enough: the audit had no file to remove.
  expect(left.printed).not.toContain('Secrets in the files of this run')
  const texts = [...new Set(Object.values(canaries).flatMap(traces))]
  expect(await findTraces(texts, left)).toEqual([])
  const after = await seamwatch({
    withAllure: true,
    args: ['audit', left.reportsDir],
    env: canaries,
  })
  expect(after.printed).toContain('no secret in')
  expect(after.exitCode).toBe(0)
})

test('a file with a secret in gzip is removed, and the run does not pass', async () => {
  // Redaction unpacks once.
  const packed = gzipSync(gzipSync(`the key is ${canaries.SEAM_API_KEY}`))
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
  expect(await findTraces([inside], left)).toEqual([])
  const after = await seamwatch({
    withAllure: true,
    args: ['audit', left.reportsDir],
    env: canaries,
  })
  expect(after.exitCode).toBe(0)
})
