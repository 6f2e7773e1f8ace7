/** The witness of a change as people try it: a curl command that sends it, or
 * the body of a response with the lines that differ. */
import { productionEndpoint } from '../auth/endpoint.ts'
import type { JsonValue } from '../model/contract.ts'
import type { Method, Request } from '../model/exchange.ts'
import { stepsOf } from '../model/json-pointer.ts'
import { visible, visibleLines } from '../secrets/visible.ts'
import { curlFor } from './curl.ts'
import type { ChangeRecord } from './review-record.ts'

export type Example = {
  readonly language: 'sh' | 'diff'
  readonly text: string
}

/** More would hide the rest of a comment; the JSON has all of it. */
const longest = 4000

export function exampleOf(change: ChangeRecord): Example | undefined {
  const { witness } = change
  if (!witness) return undefined
  const request = witness.of === 'request' ? requestOf(change) : undefined
  if (request)
    return cut({
      language: 'sh',
      text: visibleLines(curlFor(request, productionEndpoint)),
    })
  const head = witness.part === 'body' ? '' : `${visible(witness.part)}:\n`
  return cut({ language: 'diff', text: `${head}${bodyOf(change)}` })
}

function cut({ language, text }: Example): Example {
  if (text.length <= longest) return { language, text }
  const note = '# cut: the review with --json has all of it'
  return { language, text: `${text.slice(0, longest)}…\n${note}` }
}

/** Undefined where the value is of a part that a curl does not show, such as a
 * cookie. */
function requestOf(change: ChangeRecord): Request | undefined {
  const { witness } = change
  const [method, path = ''] = operationOf(change).split(' ')
  if (!witness || !isMethod(method)) return undefined
  const { part, value } = witness
  const text = textOf(value)
  const headers: Request['headers'] = [
    ['authorization', 'Bearer $SEAM_API_KEY'],
  ]
  const request: Request = { method, path, query: [], headers }
  const [kind, name = ''] = part.split(' ', 2)
  if (part === 'body')
    return {
      ...request,
      headers: [...headers, ['content-type', 'application/json']],
      body: JSON.stringify(value),
    }
  if (kind === 'cookie') return undefined
  if (kind === 'header')
    return { ...request, headers: [...headers, [name, text]] }
  if (path.includes(`{${part}}`))
    return {
      ...request,
      path: path.replace(`{${part}}`, () => encodeURIComponent(text)),
    }
  const values = Array.isArray(value) ? value.map(textOf) : [text]
  return { ...request, query: values.map((one) => [part, one] as const) }
}

/** The one that the witness is of: where it is written. A query and a body may
 * be folded to one change. */
function operationOf({ operations, old, new: fresh }: ChangeRecord): string {
  const written = [old, fresh].map(({ pointer }) => {
    const [, path = '', method = ''] = stepsOf(pointer)
    return `${method.toUpperCase()} ${path}`
  })
  return written.find((key) => operations.includes(key)) ?? operations[0] ?? ''
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isMethod(text: string | undefined): text is Method {
  return ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(text ?? '')
}

/** The lines of the property that changed begin with a plus: the new contract
 * allows them, and the old one did not. */
function bodyOf({ witness, at }: ChangeRecord): string {
  const name = at.replaceAll('[]', '').split('.').at(-1) ?? ''
  const lines = JSON.stringify(witness?.value, null, 2).split('\n')
  const begins = lines.findIndex((line) =>
    line.trimStart().startsWith(`${JSON.stringify(name)}:`),
  )
  const indent = lines[begins]?.search(/\S/) ?? 0
  const length = lines
    .slice(begins + 1)
    .findIndex((line) => line.search(/\S/) <= indent)
  const first = lines[begins] ?? ''
  // The closing bracket of a value that has several lines is a part of it.
  const ends = begins + (/[[{]$/.test(first) ? length + 1 : 0)
  return lines
    .map((line, index) => {
      const isMarked = begins >= 0 && index >= begins && index <= ends
      return `${isMarked ? '+' : ' '} ${visible(line, 500)}`
    })
    .join('\n')
}
