/** Pauses until an instant has passed, measured from another one of the API. */
import type { Clock } from '../transport/clock.ts'
import { parseInstant } from '../scenario/instant.ts'
import { resolve } from '../scenario/template.ts'
import type { Names } from '../scenario/template.ts'
import type { Step } from '../model/scenario.ts'

/** A longer wait means that the target ignored the requested expiry. */
const longestMs = 5000

/** Added to the wait, so that rounding does not matter. */
const marginMs = 200

/** @returns undefined once the time has passed; otherwise one line: why it did
 * not wait. */
export async function pause(
  { from, until }: NonNullable<Step['pause']>,
  { names, clock }: { readonly names: Names; readonly clock: Clock },
): Promise<string | undefined> {
  const [start, end] = [from, until].map((template) => {
    const resolved = resolve(template, names)
    return resolved.kind === 'resolved' && typeof resolved.value === 'string'
      ? parseInstant(resolved.value)
      : undefined
  })
  if (start === undefined || end === undefined)
    return 'the response does not say until when to wait'
  const spanMs = Number((end - start) / 1_000_000n)
  if (spanMs > longestMs)
    return `the session expires in ${describe(spanMs)}, not within ${longestMs / 1000} s as requested`
  await clock.wait(Math.max(0, spanMs) + marginMs)
  return undefined
}

function describe(spanMs: number): string {
  const days = spanMs / 86_400_000
  return days >= 1
    ? `${Math.round(days)} days`
    : `${Math.ceil(spanMs / 1000)} s`
}
