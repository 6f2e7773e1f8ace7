/** Client: makes calls with one release, each behind a recording proxy of its
 * own. */
import type { Authentication } from '../../auth/credential.ts'
import type { ClientCall, TaggedValue } from '../../model/client-call.ts'
import type { Header } from '../../model/exchange.ts'
import { titleOfRelease } from '../../model/language.ts'
import { firstLineOf } from '../../model/thrown.ts'
import { startRecordingProxy } from '../../transport/recording-proxy.ts'
import type { Transport } from '../../transport/transport.ts'
import type { CallResult, PreparedCall } from '../driver.ts'
import { createBlockingCaller, createNodeCaller } from './caller.ts'
import type { Caller } from './caller.ts'
import type { ChildEnd, ChildResult } from './child.ts'
import type { Language } from '../../model/language.ts'
import { methodOf } from './names.ts'
import type { InstalledRelease } from './release.ts'
import { standInFor, takes } from './stand-in.ts'
import type { StandIn } from './stand-in.ts'

/** An SDK retries by itself, each time for as long as the API may take. */
const settleMs = 60_000

type CallOptions = {
  readonly transport: Transport
  /** Ports on loopback that the SDK may connect to beside that of the call. */
  readonly allowedPorts?: readonly number[]
  readonly settleMs?: number
}

export type SdkClient = {
  /** Whether its callers can give it such a credential. */
  readonly takes: (authentication: Authentication) => boolean
  /** Several calls may be in flight, each through a proxy of its own. */
  readonly call: (call: PreparedCall, by: CallOptions) => Promise<CallResult>
  /** Why the release does not load, one line; undefined if it does. */
  readonly failure: () => Promise<string | undefined>
  readonly close: () => Promise<void>
}

/** Starts a process of the release when it is needed. */
export function createSdkClient(release: InstalledRelease): SdkClient {
  const client = titleOfRelease(release)
  const { language } = release
  const caller = callerFor(release)
  return {
    takes: ({ scheme }) => takes(language, scheme),
    call: (call, by) => callThrough(caller, { call, by, client, language }),
    failure: async () => {
      try {
        await caller.start()
        return undefined
      } catch (error) {
        return `${client} does not load: ${firstLineOf(error)}${''}`
      }
    },
    close: caller.close,
  }
}

function callerFor(release: InstalledRelease): Caller {
  const { language } = release
  switch (language) {
    case 'javascript':
      return createNodeCaller(release)
    case 'cli':
      return createNodeCaller(release)
    case 'python':
    case 'ruby':
    case 'php':
      return createBlockingCaller(release, language)
    default:
      return language satisfies never
  }
}

async function callThrough(
  caller: Caller,
  {
    call: { operation, parameters, authentication, probe },
    by,
    client,
    language,
  }: {
    readonly call: PreparedCall
    readonly by: CallOptions
    readonly client: string
    readonly language: Language
  },
): Promise<CallResult> {
  const { path } = operation
  const secrets = new Map<string, string>()
  const proxy = await startRecordingProxy({
    transport: by.transport,
    placeholders: secrets,
    // So that people who read the API's logs do not take it for an attack.
    headers: probe === undefined ? [] : [markOf(probe)],
  })
  try {
    const { endpoint } = proxy
    const standIn = standInFor(authentication, {
      endpoint,
      path,
      parameters,
      language,
    })
    if (typeof standIn === 'string')
      return { exchanges: [], unsupported: `${client}: ${standIn}` }
    secrets.set(standIn.value, standIn.secret)
    const result = await caller.call(
      {
        ...standIn.connect,
        endpoint,
        method: methodOf(path, language),
        parameters: Object.keys(parameters).length === 0 ? [] : [parameters],
        secrets: [standIn.value],
        allowedPorts: by.allowedPorts ?? [],
      },
      by.settleMs ?? settleMs,
    )
    return {
      exchanges: await proxy.exchanges(),
      hasOwnParameters: true,
      client: clientCallOf(result, {
        client,
        standIn,
        scheme: authentication.scheme,
      }),
    }
  } finally {
    await proxy.close()
  }
}

function markOf(probe: string): Header {
  return ['seamwatch-probe', encodeURI(probe)]
}

function clientCallOf(
  { end, output, isSecretShown, elsewhere }: ChildResult,
  by: {
    readonly client: string
    readonly standIn: StandIn
    readonly scheme: string
  },
): ClientCall {
  return {
    client: by.client,
    end: endOf(end, by),
    shown: [
      ...(end.kind === 'threw' ? end.shown : []),
      ...(isSecretShown ? ['output' as const] : []),
    ],
    elsewhere,
    output,
  }
}

function endOf(
  end: ChildEnd,
  { standIn, scheme }: { readonly standIn: StandIn; readonly scheme: string },
): ClientCall['end'] {
  switch (end.kind) {
    case 'returned': {
      if (end.value === undefined) return { kind: 'returned' }
      // A session has its own token, and is compared with the response.
      const value =
        scheme === 'client_session' ? withToken(end.value, standIn) : end.value
      return { kind: 'returned', value }
    }
    case 'threw':
      return { kind: 'threw', error: end.error }
    case 'missing':
      return { kind: 'missing', method: end.method }
    default:
      return end
  }
}

function withToken(
  value: TaggedValue,
  { value: standIn, secret }: StandIn,
): TaggedValue {
  const restored: TaggedValue = JSON.parse(
    JSON.stringify(value).replaceAll(standIn, secret),
  )
  return restored
}
