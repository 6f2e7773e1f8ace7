/** Driver: makes one call of a scenario, as a certain client would. */
import type { Authentication } from '../auth/credential.ts'
import type { Target } from '../auth/target.ts'
import type {
  Contract,
  JsonObject,
  JsonValue,
  Operation,
} from '../model/contract.ts'
import type { ClientCall } from '../model/client-call.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Status } from '../model/outcome.ts'
import type { Policy } from '../transport/policy/policy.ts'
import type { Limits, Transport } from '../transport/transport.ts'
import type { BrowserKind } from './browser/kinds.ts'

/** A call with all names filled in and its credential chosen. */
export type PreparedCall = {
  readonly operation: Operation
  readonly parameters: JsonObject
  readonly authentication: Authentication
  /** The id of the case, if the API must reject the request. */
  readonly probe?: string
}

/** The error that a client threw, or its exit code and output. */
export type ClientError = { readonly message: string }

export type CallResult = {
  /** All exchanges on the wire, in order. The last one with the call's operation
   * and parameters counts; earlier ones with the same request are attempts. */
  readonly exchanges: readonly Exchange[]
  /** The client chooses the parameters itself, as a web component does: they
   * are not compared with the call's. */
  readonly hasOwnParameters?: boolean
  /** The value that the client returned. */
  readonly returned?: JsonValue
  readonly error?: ClientError
  /** Where the client itself is judged, too: what it did with the call. It
   * chooses the method of HTTP. */
  readonly client?: ClientCall
  /** Why this client cannot make the call, one line: it is not judged. */
  readonly unsupported?: string
}

/** For people: a picture of the page, its console. */
export type Evidence = {
  readonly name: string
  readonly contentType: string
  readonly body: Buffer | string
}

/** Serves one case. */
export interface Driver {
  readonly name: string
  /** Never throws: a failure of the client is a result, too. A call that does
   * not end in time makes the case inconclusive. */
  call(call: PreparedCall): Promise<CallResult>
  /** What to show with the outcome of the case. */
  evidence?(status: Status): Promise<readonly Evidence[]>
  close(): Promise<void>
}

/** Puts the ledger and the limits of the run around a transport. */
export type Observe = (transport: Transport) => Transport

/** Opens a driver for each case. Each worker has one. */
export type DriverSource = {
  readonly name: string
  /** Why this client cannot send requests, one line: then nothing is judged. */
  readonly lacking?: string
  /** The driver must put `observe` around every transport that it uses. */
  readonly open: (observe: Observe) => Promise<Driver>
  readonly close: () => Promise<void>
}

export type DriverOptions = {
  readonly target: Target
  readonly contract: Contract
  readonly limits: Limits
  /** The engine's transport, without ledger and limits. */
  readonly transport: Transport
  /** For a driver that sends requests itself; an SDK has its own retries. */
  readonly retries: readonly Policy[]
  readonly browserKind?: BrowserKind
  /** Origin of the pages; on loopback by default. */
  readonly pageOrigin?: string
  /** Folder of the web components to test; the installed ones by default. */
  readonly components?: string
  /** The folder of the installed SDK release to test. */
  readonly sdk?: string
  /** The Node that runs it; ours by default. */
  readonly node?: string
  /** How long a web component may take to show its result. */
  readonly pageTimeoutMs?: number
}

export type OpenDriver = (options: DriverOptions) => Promise<DriverSource>
