/** One call on the gate's page: what was on the wire, and what its caller got. */
import type {
  CallEvidence,
  ReplyEvidence,
  WireEvidence,
} from '../../gate/evidence.ts'
import type { ClientEnd } from '../../model/client-call.ts'
import { plural } from '../../model/plural.ts'
import { prettyBody } from '../body-lines.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'

export function renderWire({ wire }: CallEvidence): Html {
  if (wire.length === 0)
    return html`<p class="headers">No request was sent.</p>`
  return html`<pre>${attempts(wire)}</pre>
    <details class="headers">
      <summary>headers</summary>
      <pre>${wire.map((it) => `${headersOf(it)}\n`)}</pre>
    </details>`
}

/** Equal attempts are one, with their number. */
function attempts(wire: CallEvidence['wire']): string {
  const texts = wire.map(lines)
  return [...new Set(texts)]
    .map((text) => {
      const times = texts.filter((it) => it === text).length
      return times === 1 ? text : `${text}\n(${times} times)`
    })
    .join('\n\n')
}

function lines({ method, path, query, body, reply }: WireEvidence): string {
  const asked = query.map(([name, value]) => `${name}=${value}`).join('&')
  return [
    `${method} ${path}${asked === '' ? '' : `?${asked}`}`,
    ...(body === null || body === '' ? [] : [textOf(body)]),
    `→ ${statusOf(reply)}`,
    ...('status' in reply && reply.body !== '' ? [textOf(reply.body)] : []),
  ].join('\n')
}

function statusOf(reply: ReplyEvidence): string {
  return 'status' in reply ? `${reply.status}` : reply.message
}

const longest = 3000

function textOf(body: string): string {
  const { text } = prettyBody(body)
  return text.length > longest ? `${text.slice(0, longest)} …` : text
}

function headersOf({ headers, reply }: WireEvidence): string {
  const all = [
    ...headers,
    ...('status' in reply ? [['→', `${reply.status}`] as const] : []),
    ...('status' in reply ? reply.headers : []),
  ]
  return all.map(([name, value]) => `${name}: ${value}`).join('\n')
}

export function renderHanded({
  handed,
  shown,
  elsewhere,
  refused,
  output,
  wire,
}: CallEvidence): Html {
  const seen = [
    ...(shown.length === 0
      ? []
      : [`the credential is in: ${shown.map((it) => views[it]).join(', ')}`]),
    ...elsewhere.map(({ host, credentials }) =>
      credentials.length === 0
        ? `it asked ${host}`
        : `${host} got ${credentials.join(', ')}`,
    ),
    ...refused.map(({ kind, what }) =>
      kind === 'process'
        ? `it tried to start ${what}`
        : `it tried to use the file ${what}`,
    ),
    ...(output === '' ? [] : [`it printed: ${output}`]),
  ]
  return html`<pre>${handed ? endOf(handed) : lastBody(wire)}</pre>
    ${seen.map((it) => html`<p class="seen">${it}</p>`)}`
}

const views = {
  message: 'its message',
  stack: 'its stack',
  inspect: 'what console.error prints of it',
  JSON: 'its JSON',
  output: 'the output of the process',
} as const

function lastBody(wire: CallEvidence['wire']): string {
  const last = wire.at(-1)
  return last ? `the response: ${statusOf(last.reply)}` : 'nothing'
}

function endOf(end: ClientEnd): string {
  switch (end.kind) {
    case 'returned':
      return end.value === undefined
        ? 'returned'
        : `returned ${textOf(JSON.stringify(end.value))}`
    case 'threw': {
      const { class: name, ancestors, message, fields } = end.error
      const above = ancestors.length === 0 ? '' : ` (${ancestors.join(' < ')})`
      return `threw ${name}${above}\n${message}\n${textOf(JSON.stringify(fields))}`
    }
    case 'unsettled':
      return `neither returned nor threw in ${end.waitedMs / 1000} s`
    case 'process-ended':
      return `its process ended: ${end.how}`
    case 'missing':
      return `there is no method ${end.method}`
    default:
      return end satisfies never
  }
}

/** `3 requests`, or none where one is as usual. */
export function requestsOf({ wire }: CallEvidence): string {
  return wire.length === 1 ? '' : `, ${plural(wire.length, 'request')}`
}
