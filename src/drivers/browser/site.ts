/** The site: serves the page that calls the API, on loopback.
 *
 * Its origin is not the API's, as with a customer's site. An origin can be
 * named: a resolver rule then maps its host to this server. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import { UsageError } from '../../model/problem.ts'
import { listenOnLoopback } from '../../transport/loopback.ts'

export type Site = {
  /** Without a final slash. */
  readonly origin: string
  /** Chromium's rule that maps a named origin to this server. */
  readonly resolverRule?: string
  readonly stop: () => Promise<void>
}

const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['page.html', 'text/html; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
}

/** The page may send requests anywhere, and runs only its own script. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; connect-src *"

/** @param named the origin of the pages; `checkOrigin` has checked it. */
export async function startSite(named?: string): Promise<Site> {
  const server = createServer((request, response) => {
    serve(request.url ?? '', response)
  })
  const { port, stop } = await listenOnLoopback(server)
  return {
    origin: named ?? `http://localhost:${port}`,
    ...(named && { resolverRule: ruleFor(named, port) }),
    stop,
  }
}

/** @throws UsageError for a text that is no origin, or an origin that this site
 * cannot serve. */
export function checkOrigin(text: string): string {
  const isUrl = URL.canParse(text)
  const { origin, protocol } = isUrl
    ? new URL(text)
    : { origin: '', protocol: '' }
  if (protocol === 'http:' && text.replace(/\/$/, '') === origin) return origin
  throw new UsageError([
    {
      code: 'argument-invalid',
      fact: `SEAMWATCH_PAGE_ORIGIN=${text} is no origin of a page`,
      hint: 'give scheme, host and port, such as http://app.example.org:3000; https would need a certificate',
    },
  ])
}

function ruleFor(origin: string, port: number): string {
  const { hostname, port: named } = new URL(origin)
  return `MAP ${hostname}:${named === '' ? 80 : named} 127.0.0.1:${port}`
}

function serve(path: string, response: ServerResponse): void {
  const found = files[path]
  if (!found) {
    response.writeHead(404).end()
    return
  }
  const [file, type] = found
  response
    .writeHead(200, {
      'content-type': type,
      'content-security-policy': policy,
      'cache-control': 'no-store',
    })
    .end(readFileSync(new URL(file, import.meta.url)))
}
