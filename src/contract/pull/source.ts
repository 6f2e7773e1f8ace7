/** Reads an OpenAPI document from the registry, a file or a URL. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseExactly } from '../../model/with-exact.ts'
import { mayRound } from '../../model/json-text.ts'
import { UsageError } from '../../model/problem.ts'
import { proxyFor } from '../../model/proxy.ts'
import { firstLineOf } from '../../model/thrown.ts'
import { readContractFile } from '../load.ts'
import { largestBytes, readContractText } from '../text.ts'
import { unreadable } from '../unreadable.ts'
import { readPackage, type Install } from './package.ts'

export type Source = {
  /** What the file says it comes from: `@seamapi/types@1.977.0`. */
  readonly name: string
  readonly document: unknown
}

function throughProxy(url: string): string {
  const proxy = proxyFor(url, process.env)
  return proxy ? ` through the proxy ${proxy.server} (${proxy.variable})` : ''
}

type Answer = Pick<Response, 'ok' | 'status'> & {
  readonly body: AsyncIterable<Uint8Array> | null
}

export type ReadOptions = {
  /** Puts a package into a directory; `npm install` unless handed in. */
  readonly install?: Install
  readonly timeoutMs?: number
  readonly limitBytes?: number
}

/** Reads `npm:@seamapi/types@VERSION`, an http(s) URL of JSON, or a path of
 * JSON or of a module with a default export. Throws a `UsageError` that says
 * what could not be read, and what to do. */
export async function readSource(
  from: string,
  options: ReadOptions = {},
): Promise<Source> {
  requireKind(from)
  if (from.startsWith('npm:'))
    return readPackage(from.slice(4), options.install)
  if (/^https?:\/\//i.test(from)) return readUrl(from, options)
  return { name: from, document: await readLocal(from) }
}

/** Throws a `UsageError` for a URL of another scheme, which is no path. */
export function requireKind(from: string): void {
  const [, scheme] = /^([a-z][\w+.-]*):\/\//i.exec(from) ?? []
  if (scheme === undefined || /^https?$/i.test(scheme)) return
  throw unreadable({
    fact: `"${from}": expected a URL of http or https, received one of ${scheme}`,
    hint: sourceHint,
  })
}

const sourceHint =
  'Give an OpenAPI 3.0 document as JSON, a URL of one, or npm:@seamapi/types@VERSION.'

async function readLocal(file: string): Promise<unknown> {
  try {
    if (!/\.m?js$/.test(file))
      return exactly(readContractFile(file, { shown: file, hint: sourceHint }))
    const module: unknown = await import(pathToFileURL(resolve(file)).href)
    return Object(module).default
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    throw unreadable({
      fact: `no contract can be read at "${file}": ${firstLine(cause)}`,
      hint: sourceHint,
    })
  }
}

async function readUrl(
  url: string,
  { timeoutMs = 30_000, limitBytes = largestBytes }: ReadOptions,
): Promise<Source> {
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await get(url, signal)
    if (!response.ok)
      throw unreadable({
        fact: `"${url}" answered ${response.status}`,
        hint: 'Open the URL by hand; it must answer 200 with an OpenAPI document.',
      })
    const bytes = await readLimited(response, { url, limitBytes })
    const hint = 'The URL must answer with an OpenAPI 3.0 document as JSON.'
    const read = readContractText(bytes, { shown: url, hint })
    return { name: url, document: exactly(read) }
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    const isTimeout = cause instanceof Error && cause.name === 'TimeoutError'
    const fact = isTimeout
      ? `"${url}" did not answer within ${timeoutMs / 1000} s`
      : `"${url}" cannot be reached${throughProxy(url)}: ${firstLine(cause)}`
    throw unreadable({
      fact,
      hint: 'Check the URL and the network, or give a file.',
    })
  }
}

/** Node's own client knows no proxy before Node 24. */
async function get(url: string, signal: AbortSignal): Promise<Answer> {
  const proxy = proxyFor(url, process.env)
  if (!proxy) return fetch(url, { signal })
  const { fetch: fetchThrough, ProxyAgent } = await import('undici')
  const { server: uri, username, password = '' } = proxy
  const login = Buffer.from(`${username}:${password}`).toString('base64')
  const dispatcher = new ProxyAgent({
    uri,
    ...(username !== undefined && { token: `Basic ${login}` }),
  })
  return fetchThrough(url, { signal, dispatcher })
}

/** With each number as it is written, also one that a `number` would round. */
function exactly({
  text,
  value,
}: {
  readonly text: string
  readonly value: unknown
}): unknown {
  return mayRound(text) ? parseExactly(text) : value
}

async function readLimited(
  response: Answer,
  { url, limitBytes }: { url: string; limitBytes: number },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > limitBytes)
      throw unreadable({
        fact: `"${url}" is larger than ${limitBytes} bytes`,
        hint: 'Download it, and give the file.',
      })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Node's network errors say what happened in their cause. */
function firstLine(error: unknown): string {
  return firstLineOf(error instanceof Error ? (error.cause ?? error) : error)
}
