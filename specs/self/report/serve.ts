/** Serves a folder on loopback, as a person would to read a report. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
}

export type Served = {
  /** Without a slash at its end. */
  readonly origin: string
  readonly stop: () => void
}

/** @param hide a file that is answered as missing. */
export async function serve(
  folder: string,
  { hide }: { readonly hide?: RegExp } = {},
): Promise<Served> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const inside = normalize(decodeURIComponent(pathname))
    const file = join(folder, inside === '/' ? 'index.html' : inside)
    const isThere = existsSync(file) && statSync(file).isFile()
    if (!isThere || hide?.test(file)) {
      response.writeHead(404).end()
      return
    }
    const type = types[extname(file)] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type }).end(readFileSync(file))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
