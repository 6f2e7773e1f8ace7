/** The host: serves a page with one web component, as a customer's site would.
 * Its origin is not the API's. */
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { html, raw } from 'hono/html'
import { listenOnLoopback } from '../../transport/loopback.ts'
import type { ComponentsPackage } from './package.ts'

export type Page = {
  /** `seam-device-table` */
  readonly element: string
  readonly attributes: Readonly<Record<string, string>>
}

export type Host = {
  /** `http://localhost:PORT`: the API's own loopback name is 127.0.0.1. */
  readonly origin: string
  readonly stop: () => Promise<void>
}

const types: Readonly<Record<string, string>> = {
  '/elements.js': 'text/javascript',
  '/index.css': 'text/css',
}

export async function startHost(
  { files }: ComponentsPackage,
  page: Page & { readonly endpoint: string },
): Promise<Host> {
  const served: Readonly<Record<string, string>> = files
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const file = served[path]
    if (path === '/') {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policyFor(page.endpoint),
      })
      response.end(renderPage(page))
    } else if (file !== undefined && existsSync(file)) {
      response.writeHead(200, { 'content-type': types[path] ?? 'text/plain' })
      createReadStream(file).pipe(response)
    } else response.writeHead(404).end()
  })
  const { port, stop } = await listenOnLoopback(server)
  return { origin: `http://localhost:${port}`, stop }
}

/** The page may send requests to its own origin and to the API. The browser
 * blocks and reports all others. Playwright's routes could not do this: they
 * would answer preflights in the API's place. */
function policyFor(endpoint: string): string {
  const { origin } = new URL(endpoint)
  return [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: ${origin}`,
    `connect-src ${origin}`,
  ].join('; ')
}

function renderPage({ element, attributes }: Page): string {
  // The names are constants of ours; Hono escapes the values.
  const written = Object.entries(attributes).map(
    ([name, value]) => html` ${raw(name)}="${value}"`,
  )
  const tag = raw(element)
  return String(html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${element}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/index.css" />
        <script type="module" src="/elements.js"></script>
      </head>
      <body>
        <${tag}${written}></${tag}>
      </body>
    </html> `)
}
