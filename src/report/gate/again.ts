/** Again: commands that a person pastes to see a finding without Seamwatch. */
import { resolve } from 'node:path'
import type { ReplyEvidence } from '../../gate/evidence.ts'
import type { GateResult } from '../../gate/gate.ts'
import { visible } from '../../secrets/visible.ts'
import type { Cause } from './causes.ts'
import type { Shown } from './evidence.ts'

/** How each SDK for Node is loaded, and its class. */
const classes: Readonly<Record<string, string>> = {
  '@seamapi/http': 'SeamHttp',
  seam: 'Seam',
}

export type AgainOptions = {
  readonly release: GateResult['release']
  /** The release as a person named it. */
  readonly spec: string
}

/** Undefined for a release that no script of ours can call. */
export function againFor(
  cause: Cause,
  {
    shown,
    release,
    spec,
  }: AgainOptions & { readonly shown: Shown | undefined },
): string | undefined {
  const { name, runtime } = release
  if (!/^v\d/.test(runtime) || classes[name] === undefined) return undefined
  const start = `cd "$(mktemp -d)" && npm init --yes >/dev/null && npm install ${installOf(spec)}`
  if (!shown) return [start, loadAgain(cause, name)].join('\n')
  const program = callAgain(shown, { cause, release })
  return program === undefined
    ? undefined
    : [start, "cat >again.mjs <<'END'", program, 'END', 'node again.mjs'].join(
        '\n',
      )
}

/** `npm:seam@1.245.0` → `seam@1.245.0`; a path from every folder. Of a folder,
 * npm would make a link, without its dependencies. */
function installOf(spec: string): string {
  return spec.startsWith('npm:')
    ? quoted(spec.slice(4))
    : `--install-links ${quoted(resolve(spec))}`
}

/** POSIX 2.2.2: nothing has a meaning between single quotes. */
function quoted(text: string): string {
  return /^[\w@./+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

function loadAgain({ code, findings }: Cause, name: string): string {
  const [{ key }] = findings
  const byImport = `node --eval "import('${name}').then((it) => console.log(Object.keys(it)))"`
  switch (code) {
    case 'package-export-removed':
      // A release chooses the name: it may be anything.
      return !/^\w+$/.test(key)
        ? byImport
        : `node --eval "import('${name}').then((it) => console.log(it.${key}))"`
    case 'package-entry-lost':
      return key === 'import'
        ? byImport
        : `node ${key === 'require' ? '' : '--no-experimental-require-module '}--eval "console.log(Object.keys(require('${name}')))"`
    case 'package-unloadable':
      return byImport
    default:
      return `cat node_modules/${name}/package.json`
  }
}

/** Of no real form, so that no search for secrets stops at them. */
const credentials: Readonly<Record<string, readonly [string, string]>> = {
  api_key: ['seam_example_key', 'apiKey: credential'],
  pat_with_workspace: [
    'seam_at_example',
    "personalAccessToken: credential, workspaceId: 'a-workspace'",
  ],
  console_session_with_workspace: [
    'ey_example',
    "consoleSessionToken: credential, workspaceId: 'a-workspace'",
  ],
  client_session: ['seam_cst_example', 'clientSessionToken: credential'],
}

function callAgain(
  { release: call, control }: Shown,
  {
    cause,
    release: { name, version },
  }: { readonly cause: Cause; readonly release: GateResult['release'] },
): string | undefined {
  const { id, operation, credential, arguments: given } = call
  const [secret, option] = credentials[credential] ?? []
  if (secret === undefined) return undefined
  // A call without a request gets what plain HTTP got.
  const wire = call.wire.length > 0 ? call.wire : (control?.wire ?? [])
  const parameters =
    Object.keys(given).length === 0 ? '' : JSON.stringify(given)
  const replies = wire.map(({ reply }) => `  ${replyAgain(reply)},`)
  const isRedirect = replies.some((reply) => /"location"/i.test(reply))
  const own = cause.findings.find(({ calls }) => calls.includes(id))
  return `// Look for: ${visible(own?.received ?? cause.title)}
import { createServer } from 'node:http'
import { inspect } from 'node:util'
import { ${classes[name]} } from '${entryOf(name, version)}'

const credential = '${secret}'
// In place of the API: it answers as in the gate.
const replies = [
${replies.join('\n')}
]
const server = createServer((request, response) => {
  console.log('sent:', request.method, request.url, request.headers)
  const reply = ${isRedirect ? "request.url === '/elsewhere' ? { status: 404 } : " : ''}replies.length > 1 ? replies.shift() : replies[0]
  if (!reply) return request.socket.destroy()
  response.writeHead(reply.status, reply.headers).end(reply.body)
})
server.listen(0, async () => {
  const { port } = server.address()
  ${isRedirect ? 'for (const reply of replies) if (reply?.headers.location) reply.headers.location = `http://127.0.0.1:${port}/elsewhere`\n  ' : ''}const seam = new ${classes[name]}({ ${option}, endpoint: \`http://localhost:\${port}\` })
  try {
    console.log('returned:', await seam.${methodOf(operation)}(${parameters}))
  } catch (error) {
    const views = { error: inspect(error), JSON: JSON.stringify(error) ?? '' }
    console.log('threw:', views.error)
    for (const [name, text] of Object.entries(views))
      if (text.includes(credential)) console.log(\`the credential is in the \${name}\`)
  }
  server.close()
  server.closeAllConnections()
})`
}

function replyAgain(reply: ReplyEvidence): string {
  if (!('status' in reply)) return 'null'
  const { status, headers, body } = reply
  const kept = headers.filter(
    ([name]) =>
      !/^(?:date|connection|keep-alive|transfer-encoding|content-length|content-encoding)$/i.test(
        name,
      ),
  )
  const named = Object.fromEntries(
    kept.map(([name, value]) => [name.toLowerCase(), value]),
  )
  return JSON.stringify({ status, headers: named, body })
}

/** Before 1.83.0, the root of `@seamapi/http` exports nothing. */
function entryOf(name: string, version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isEarly = major < 1 || (major === 1 && minor < 83)
  return name === '@seamapi/http' && isEarly ? `${name}/connect` : name
}

/** `PUT /client_sessions/get_or_create` → `clientSessions.getOrCreate` */
function methodOf(operation: string): string {
  return operation
    .replace(/^\w+ \//, '')
    .replaceAll('/', '.')
    .replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
