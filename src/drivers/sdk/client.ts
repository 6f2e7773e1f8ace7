/** Client: makes calls with one release, each behind a recording proxy of its
 * own. */
import { holdsBigInt } from '../../model/json-text.ts'
import type { ClientCall, TaggedValue } from '../../model/client-call.ts'
import type { Header } from '../../model/exchange.ts'
import { firstLineOf } from '../../model/thrown.ts'
import { startRecordingProxy } from '../../transport/recording-proxy.ts'
import type { Transport } from '../../transport/transport.ts'
import type { CallResult, PreparedCall } from '../driver.ts'
import { startSdkChild } from './child.ts'
import type { Child, ChildEnd, ChildResult } from './child.ts'
import { methodOf } from './names.ts'
import { titleOf } from './release.ts'
import type { InstalledRelease } from './release.ts'
import { standInFor } from './stand-in.ts'
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
  /** Several calls may be in flight, each through a proxy of its own. */
  readonly call: (call: PreparedCall, by: CallOptions) => Promise<CallResult>
  /** Why the release does not load, one line; undefined if it does. */
  readonly failure: () => Promise<string | undefined>
  readonly close: () => Promise<void>
}

/** Starts the process of the release when it is needed, and again after a call
 * has ended it. */
export function createSdkClient(release: InstalledRelease): SdkClient {
  const client = titleOf(release)
  let child: Promise<Child> | undefined
  const started = async (): Promise<Child> => {
    const earlier = child
    const known = await earlier
    if (known && !known.hasEnded()) return known
    // Another call in flight may have started the next one.
    if (child !== earlier) return started()
    child = startSdkChild(release)
    return child
  }
  return {
    call: async (call, by) =>
      callThrough(await started(), { call, by, client }),
    failure: async () => {
      try {
        await started()
        return undefined
      } catch (error) {
        return `${client} does not load: ${firstLineOf(error)}`
      }
    },
    close: async () => {
      try {
        await (await child)?.close()
      } catch {
        // it has not started
      }
    },
  }
}

async function callThrough(
  child: Child,
  {
    call: { operation, parameters, authentication, probe },
    by,
    client,
  }: {
    readonly call: PreparedCall
    readonly by: CallOptions
    readonly client: string
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
    if (holdsBigInt(parameters)) {
      const unsupported = `${client}: JavaScript rounds an integer of this call`
      return { exchanges: [], unsupported }
    }
    const standIn = standInFor(authentication, { endpoint, path, parameters })
    if (typeof standIn === 'string')
      return { exchanges: [], unsupported: `${client}: ${standIn}` }
    secrets.set(standIn.value, standIn.secret)
    const result = await child.call(
      {
        ...standIn.connect,
        endpoint,
        method: methodOf(path),
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
  { end, output, isSecretShown }: ChildResult,
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
    elsewhere:
      'elsewhere' in end
        ? [...new Set(end.elsewhere)].map((host) => ({ host, credentials: [] }))
        : [],
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
