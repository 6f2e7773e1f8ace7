/** Client credential: does a client keep the credential where it belongs? */
import type { Codes } from '../model/catalog.ts'
import type { Exchange, Request } from '../model/exchange.ts'
import { headerOf } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import { standInMark } from '../model/client-call.ts'
import type { Elsewhere, ShownIn } from '../model/client-call.ts'
import type { ClientCheck, ClientJudgement } from './client-judgement.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'sdk-credential-misplaced': {
    class: 'sdk-risk',
    title: 'The SDK sends the credential where it is logged',
    hint: 'Servers and proxies log URLs and bodies. Do not publish the release, and ask the SDK team to send it in its header alone.',
  },
  'sdk-credential-incomplete': {
    class: 'sdk-risk',
    title: 'The SDK does not send the credential as the contract wants it',
    hint: 'Compare the headers of the request with the contract. A missing seam-workspace lets the API choose the workspace.',
  },
  'sdk-credential-changed': {
    class: 'sdk-risk',
    title: 'The SDK sends another credential than it was given',
    hint: 'Compare the header of the request with the one of the contract. The call may act for another customer, or fail.',
  },
  'sdk-credential-crossed': {
    class: 'sdk-risk',
    title: 'The SDK sends the credential of another client',
    hint: 'Two clients in one process share it: data of one customer reaches another. Do not publish the release, and look for a variable outside of the client.',
  },
  'sdk-credential-shown': {
    class: 'sdk-risk',
    title: 'The SDK shows the credential in an error or in its output',
    hint: 'Callers log errors, so the key ends up in their logs. Ask the SDK team to remove the request from the error, or to hide its headers.',
  },
  'sdk-credential-sent-elsewhere': {
    class: 'sdk-risk',
    title: 'The SDK sends the credential to another host',
    hint: 'Who runs that host can use it. Do not publish the release: it must not follow a redirect with a credential.',
  },
  'sdk-asks-elsewhere': {
    class: 'sdk-risk',
    title: 'The SDK connects to a host that it was not given',
    hint: 'Find out what it sends there, and who wants it. A redirect that the API sent is a finding of its own.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const clientCredential: ClientCheck = (judgement) => {
  const { call, own } = judgement
  return {
    findings: [
      ...(own ? sent(own, judgement) : []),
      ...call.shown.map((place) => shownIn(place, judgement)),
      ...call.elsewhere.flatMap((it) => elsewhere(it, judgement)),
    ],
  }
}

/** Where the API redirects to another host, following is no fault. */
function elsewhere(
  { host, credentials }: Elsewhere,
  judgement: ClientJudgement,
): readonly Finding[] {
  const place = { at: 'connections' }
  if (credentials.length > 0)
    return [
      newFinding(judgement, {
        ...place,
        code: 'sdk-credential-sent-elsewhere',
        expected: 'no credential at another host',
        received: `the header ${credentials.join(' and ')}`,
        key: credentials.join(' '),
      }),
    ]
  const isRedirected = judgement.exchanges.some(
    ({ result }) =>
      result.kind === 'reply' && result.status >= 300 && result.status < 400,
  )
  if (isRedirected) return []
  return [
    newFinding(judgement, {
      ...place,
      code: 'sdk-asks-elsewhere',
      expected: 'only the endpoint',
      received: host,
      key: host,
    }),
  ]
}

function shownIn(place: ShownIn, judgement: ClientJudgement): Finding {
  const { end } = judgement.call
  const kind = end.kind !== 'threw' ? '' : kindOf(end.error)
  return newFinding(judgement, {
    code: 'sdk-credential-shown',
    at: place === 'output' ? 'output' : `error ${place}`,
    expected: 'no credential',
    received: received[place],
    key: kind === '' ? place : `${place} of ${kind}`,
  })
}

const received: Readonly<Record<ShownIn, string>> = {
  message: 'the credential in error.message',
  stack: 'the credential in error.stack',
  inspect: 'the error shows the credential when it is printed',
  JSON: 'JSON.stringify(error) has the credential',
  output: 'the SDK printed the credential',
}

/** By how the SDK names its own errors. */
function kindOf({ class: name }: { readonly class: string }): string {
  return name.startsWith('Seam') ? "the SDK's error" : "a library's error"
}

/** Headers that may carry it. */
const usual: ReadonlySet<string> = new Set([
  'authorization',
  'client-session-token',
  'seam-client-session-token',
  'seam-publishable-key',
])

function sent(
  { request }: Exchange,
  judgement: ClientJudgement,
): readonly Finding[] {
  const { headers } = judgement.authentication
  const secrets = headers
    .filter(([name]) => name !== 'seam-workspace')
    .map(([, value]) => value.replace(/^Bearer +/i, ''))
  // The proxy exchanges a stand-in in the headers alone.
  const holds = (text: string) =>
    [...secrets, standInMark].some((it) => text.includes(it))
  const places = [
    ...(request.query.some(([, value]) => holds(value)) ? ['query'] : []),
    ...(holds(request.path) ? ['path'] : []),
    ...(holds(request.body ?? '') ? ['body'] : []),
    ...request.headers
      .filter(([name, value]) => !usual.has(name) && holds(value))
      .map(([name]) => `header ${name}`),
  ]
  const missing = headers.filter(
    ([name, value]) => headerOf(request.headers, name) !== value,
  )
  return [
    ...places.map((place) =>
      newFinding(judgement, {
        code: 'sdk-credential-misplaced',
        at: `request ${place}`,
        expected: 'no credential',
        received: 'the credential',
        key: place,
      }),
    ),
    ...missing.map(([name]) => wrongHeader(name, { request, judgement })),
  ]
}

function wrongHeader(
  name: string,
  {
    request,
    judgement,
  }: { readonly request: Request; readonly judgement: ClientJudgement },
): Finding {
  const value = headerOf(request.headers, name)
  // The proxy has exchanged the one that belongs to this call.
  const isCrossed = value?.includes(standInMark) ?? false
  return newFinding(judgement, {
    code:
      value === undefined
        ? 'sdk-credential-incomplete'
        : isCrossed
          ? 'sdk-credential-crossed'
          : 'sdk-credential-changed',
    at: `request header ${name}`,
    expected: 'the header that was given',
    received:
      value === undefined
        ? 'absent'
        : isCrossed
          ? 'that of another client'
          : 'another value',
    key: name,
  })
}
