/** Client: makes calls with one release, each behind a recording proxy of its
 * own. */
import type { Authentication } from '../../auth/credential.ts'
import type { ClientEnd, TaggedValue } from '../../model/client-call.ts'
import { holdsBigInt } from '../../model/json-text.ts'
import type { Contract } from '../../model/contract.ts'
import type { Header } from '../../model/exchange.ts'
import { titleOfRelease } from '../../model/language.ts'
import { firstLineOf } from '../../model/thrown.ts'
import { startRecordingProxy } from '../../transport/recording-proxy.ts'
import type { Transport } from '../../transport/transport.ts'
import type { CallResult, PreparedCall } from '../driver.ts'
import { createBlockingCaller, createNodeCaller } from './caller.ts'
import type { Caller } from './caller.ts'
import { createCliCaller } from './cli.ts'
import { documentFor, documentPath, withDocument } from './cli-document.ts'
import type { Language } from '../../model/language.ts'
import { methodOf } from './names.ts'
import { versionsIn } from './release.ts'
import type { InstalledRelease } from './release.ts'
import { wrongNode } from './node.ts'
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

export type ClientOptions = {
  /** Served to a CLI, which asks for it. */
  readonly contract?: Contract
  /** How fast the timers of JavaScript run; 1 by default. */
  readonly clockSpeed?: number
}

/** Starts a process of the release when it is needed. */
export function createSdkClient(
  release: InstalledRelease,
  { contract, clockSpeed }: ClientOptions = {},
): SdkClient {
  const client = titleOfRelease(release)
  const { language } = release
  const versions = versionsIn(release)
  const caller = callerFor(release, clockSpeed)
  const document =
    language === 'cli' && contract ? documentFor(contract) : undefined
  return {
    takes: ({ scheme }) => takes(language, scheme),
    call: (call, by) =>
      callThrough(caller, {
        call,
        by:
          document === undefined
            ? by
            : { ...by, transport: withDocument(by.transport, document) },
        client,
        versions,
        language,
      }),
    failure: async () => {
      try {
        await caller.start()
        return undefined
      } catch (error) {
        const why = `${client} does not load: ${firstLineOf(error)}`
        const advice = wrongNode(release)
        return advice === undefined ? why : `${why}; ${advice}`
      }
    },
    close: caller.close,
  }
}

function callerFor(release: InstalledRelease, clockSpeed?: number): Caller {
  const { language } = release
  switch (language) {
    case 'javascript':
      return createNodeCaller(release, clockSpeed)
    case 'cli':
      return createCliCaller(release)
    case 'python':
    case 'ruby':
    case 'php':
      return createBlockingCaller(release, language)
    default:
      return language satisfies never
  }
}

type Through = {
  readonly call: PreparedCall
  readonly by: CallOptions
  readonly client: string
  readonly versions: readonly string[]
  readonly language: Language
}

async function callThrough(
  caller: Caller,
  {
    call: { operation, parameters, authentication, probe },
    by,
    client,
    versions,
    language,
  }: Through,
): Promise<CallResult> {
  const { path } = operation
  const { scheme } = authentication
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
    const asked = { endpoint, path, parameters, language }
    const standIn = standInFor(authentication, asked)
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
      exchanges: (await proxy.exchanges()).filter(
        ({ request }) => request.path !== documentPath,
      ),
      hasOwnParameters: true,
      client: {
        ...result,
        client,
        versions,
        end: endOf(result.end, { standIn, scheme }),
      },
    }
  } finally {
    await proxy.close()
  }
}

function markOf(probe: string): Header {
  return ['seamwatch-probe', encodeURI(probe)]
}

/** A session has its own token, and is compared with the response. */
function endOf(
  end: ClientEnd,
  { standIn, scheme }: { readonly standIn: StandIn; readonly scheme: string },
): ClientEnd {
  return end.kind === 'returned' &&
    end.value !== undefined &&
    scheme === 'client_session'
    ? { ...end, value: withToken(end.value, standIn) }
    : end
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
