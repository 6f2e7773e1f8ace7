/** Reads RFC 3339 instants, to the nanosecond and with their offset. */

// RFC 3339 §5.6; `T` and `Z` may be lower case, and a space may stand for `T`.
const form =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/

/** Nanoseconds since the epoch; undefined where the text is no instant. */
export function parseInstant(text: string): bigint | undefined {
  const match = form.exec(text)
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map(Number) as unknown as Six // the form has these six groups, all digits
  if (hour > 23 || minute > 59 || second > 60) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return undefined
  const offset = offsetMinutes(match[8], match[9], match[10])
  if (offset === undefined) return undefined
  const minutes = hour * 60 + minute - offset
  const ms = date.getTime() + minutes * 60_000 + second * 1000
  const fraction = (match[7] ?? '').slice(0, 9).padEnd(9, '0')
  return BigInt(ms) * 1_000_000n + BigInt(fraction)
}

type Six = readonly [number, number, number, number, number, number]

function offsetMinutes(
  sign: string | undefined,
  hours = '0',
  minutes = '0',
): number | undefined {
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined
  const total = Number(hours) * 60 + Number(minutes)
  return sign === '-' ? -total : total
}
