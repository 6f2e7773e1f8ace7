/** Dates, times and durations as text, each by its RFC. */

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

const date = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** RFC 3339 §5.6 `full-date`: the day must exist. */
export function isDate(text: string): boolean {
  const match = date.exec(text)
  return (
    match !== null &&
    Number(match[3]) <= lastDay(Number(match[1]), Number(match[2]))
  )
}

/** RFC 3339 §5.6 `full-time`: with an offset. A leap second is one on some day. */
export function isTime(text: string): boolean {
  return isDateTime(`2016-12-31T${text}`) || isDateTime(`2017-01-01T${text}`)
}

/** RFC 3339 §5.6 `partial-time`: without an offset. */
export function isLocalTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?$/.test(text)
}

const duration =
  /^P(?=[\dT])(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:[.,]\d+)?S)?)?)$/

/** RFC 3339 appendix A, which is a part of ISO 8601; fractions of a second,
 * which ISO 8601 has and Java and .NET write, pass too. */
export function isDuration(text: string): boolean {
  return duration.test(text)
}
