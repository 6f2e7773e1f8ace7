/** A condition: what a network or an API does to one call, and what is then
 * right to expect. */
import type { JsonObject } from '../model/contract.ts'
import type { Exchange } from '../model/exchange.ts'

export type Asked = {
  /** The property with what a client returns, by the contract. */
  readonly key: string | null | undefined
  /** The property in which the API sends sessions, returned or not. */
  readonly sent: string | undefined
  readonly parameters: JsonObject
  /** Of the server that stands for another host. */
  readonly strangerPort: number
}

export type Condition = {
  /** A part of fingerprints. */
  readonly id: string
  /** For people: what happens to the call. */
  readonly title: string
  /** For people: what a sound client does then. */
  readonly right: string
  /** @param attempt 1 for the first request of the call.
   * @returns undefined if no response comes. */
  readonly reply: (
    attempt: number,
    asked: Asked,
  ) => Exchange['result'] | undefined
  /** Only for operations that return something. */
  readonly needsKey?: boolean
  /** The response is not as the contract has it: an error is right, too. */
  readonly isWrong?: boolean
  /** Places in the response that the contract does not have. */
  readonly undocumented?: readonly string[]
  /** Also with the token of a session. */
  readonly hasSession?: boolean
  /** It takes as long as a client may wait. */
  readonly isSlow?: boolean
}
