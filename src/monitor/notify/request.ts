/** What a channel sends, and what becomes of it. */

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** A response with a status of success. */
export type Reply = {
  readonly status: number
  /** @throws NotTaken if it is no JSON. */
  readonly json: () => Promise<unknown>
}

/** @throws NotTaken for everything but a success. */
export type Send = (request: HttpRequest) => Promise<Reply>

export type Why = {
  /** Trying again does not help: another attempt waits for the next run. */
  readonly isFinal?: boolean
  /** Whatever it is sent, the channel will not work. */
  readonly ofChannel?: boolean
  /** The receiver may have taken it all the same. */
  readonly mayHaveArrived?: boolean
  /** The receiver asks for a pause. */
  readonly retryAfterMs?: number
}

/** A receiver did not take a request. Its message has no URL. */
export class NotTaken extends Error {
  readonly why: Why
  constructor(message: string, why: Why = {}) {
    super(message)
    this.name = 'NotTaken'
    this.why = why
  }
}
