/** Checks values against each `format` of the contract. */
import { fullFormats } from 'ajv-formats/dist/formats.js'
import type { Format } from 'ajv'

const dateTime =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.\d+)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/i

/** RFC 3339 §5.6 `date-time`, which OpenAPI 3.0.3 §4.4 names. Its grammar is
 * case-insensitive, so `t` and `z` pass; a space for "T" is a readability
 * option of §5.6 that the grammar does not have, so it is rejected, as is an
 * offset without colon. Any number of fraction digits; the day must exist;
 * second 60 only as a leap second: 23:59:60 UTC on a month's last day (§5.7). */
export function isDateTime(text: string): boolean {
  const match = dateTime.exec(text)
  if (!match) return false
  const day = Number(match[3])
  if (day > 28 && day > lastDay(Number(match[1]), Number(match[2])))
    return false
  return match[6] !== '60' || isLeapSecond(match)
}

function isLeapSecond(match: RegExpExecArray): boolean {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = match
    .slice(1, 6)
    .map(Number)
  const offset = Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0)
  const utc = new Date(0)
  utc.setUTCFullYear(year, month - 1, day)
  utc.setUTCHours(hour, match[7] === '-' ? minute + offset : minute - offset)
  const isLastMinute = utc.getUTCHours() === 23 && utc.getUTCMinutes() === 59
  utc.setUTCDate(utc.getUTCDate() + 1)
  return isLastMinute && utc.getUTCDate() === 1
}

function lastDay(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (month === 2) return isLeap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** RFC 9562 §4: 8-4-4-4-12 hex digits in any case and of any version. The form
 * `urn:uuid:…` (§7.6) is a URN that holds a uuid, not a uuid. */
export function isUuid(text: string): boolean {
  return uuid.test(text)
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Every known format. With another one a schema does not compile, because its
 * values could not be judged. */
export const formats: Readonly<Record<string, Format>> = {
  'date-time': isDateTime,
  uuid: isUuid,
  date: fullFormats.date,
  time: fullFormats.time,
  duration: fullFormats.duration,
  email: fullFormats.email,
  hostname: fullFormats.hostname,
  ipv4: fullFormats.ipv4,
  ipv6: fullFormats.ipv6,
  uri: fullFormats.uri,
  'uri-reference': fullFormats['uri-reference'],
  byte: fullFormats.byte,
  int32: fullFormats.int32,
  int64: fullFormats.int64,
  float: fullFormats.float,
  double: fullFormats.double,
  binary: true,
  password: true,
}
