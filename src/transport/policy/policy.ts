/** Policy: a rule around sending, such as a limit or a retry. */
import type { Transport } from '../transport.ts'

export type Send = Transport['send']

/** A policy holds its own state. Put it around several transports, and it
 * counts and waits for all of them together. */
export type Policy = (next: Send) => Send

/** @param policies the first one is the outermost. */
export function withPolicies(
  transport: Transport,
  policies: readonly Policy[],
): Transport {
  const bare: Send = (request) => transport.send(request)
  return {
    send: policies.reduceRight((next, policy) => policy(next), bare),
    close: () => transport.close(),
  }
}
