/** Driver: makes one call of a scenario the way a client makes it. */
import type { Authentication } from '../auth/credential.ts'
import type { Target } from '../auth/target.ts'
import type {
  Contract,
  JsonObject,
  JsonValue,
  Operation,
} from '../model/contract.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Status } from '../model/outcome.ts'
import type { Policy } from '../transport/policy/policy.ts'
import type { Limits, Transport } from '../transport/transport.ts'
import type { BrowserKind } from './browser/kinds.ts'

/** A call with every name filled in and its credential chosen. */
export type PreparedCall = {
  readonly operation: Operation
  readonly parameters: JsonObject
  readonly authentication: Authentication
  /** Names the case, where the request must be rejected. */
  readonly probe?: string
}

/** What a client threw, or its exit code and output. */
export type ClientError = { readonly message: string }

export type CallResult = {
  /** What was on the wire, in order. The last one of the call's operation is its
   * response; earlier ones of the same request are attempts. */
  readonly exchanges: readonly Exchange[]
  /** What the client handed its caller. */
  readonly returned?: JsonValue
  readonly error?: ClientError
  /** Why this client has no such call, one line: it is not judged. */
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
  /** Never throws: a client that fails is a result like any other. */
  call(call: PreparedCall): Promise<CallResult>
  /** What to show beside the outcome of the case. */
  evidence?(status: Status): Promise<readonly Evidence[]>
  close(): Promise<void>
}

/** Puts the ledger and the limits of the run around a transport. */
export type Observe = (transport: Transport) => Transport

/** What a worker opens once: it makes a driver for each case. */
export type DriverSource = {
  readonly name: string
  /** Why this client cannot send anything, one line: then nothing is judged. */
  readonly lacking?: string
  /** Whatever the driver sends to the API passes `observe`. */
  readonly open: (observe: Observe) => Promise<Driver>
  readonly close: () => Promise<void>
}

export type DriverOptions = {
  readonly target: Target
  readonly contract: Contract
  readonly limits: Limits
  /** A transport of the engine, not observed yet. */
  readonly transport: Transport
  /** For a driver that sends by itself; an SDK brings its own retries. */
  readonly retries: readonly Policy[]
  readonly browserKind?: BrowserKind
  /** Origin of the pages; one on loopback without it. */
  readonly pageOrigin?: string
  /** Folder of the web components to test; the installed ones without it. */
  readonly components?: string
  /** How long a web component may take to show what it has. */
  readonly pageTimeoutMs?: number
}

export type OpenDriver = (options: DriverOptions) => Promise<DriverSource>
