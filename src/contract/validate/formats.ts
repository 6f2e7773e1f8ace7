/** Checks texts against each `format` that is known. */
import { closest, distance } from 'fastest-levenshtein'
import {
  isEmail,
  isHostname,
  isIpv4,
  isIpv6,
  isReference,
  isUri,
} from './addresses.ts'
import { isDate, isDateTime, isDuration, isLocalTime, isTime } from './dates.ts'
import { numberFormatNames } from './numbers.ts'
import { readPattern } from './patterns.ts'

type IsRight = (text: string) => boolean

/** RFC 9562 §4: 8-4-4-4-12 hex digits in any case and of any version. The form
 * `urn:uuid:…` (§7.6) is a URN that holds a uuid, not a uuid. */
export function isUuid(text: string): boolean {
  return uuid.test(text)
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** RFC 4648 §4: whole groups of four, without line breaks. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(text)
}

/** RFC 4648 §5: the padding may be left out. */
function isBase64Url(text: string): boolean {
  const bare = /^([\w-]*)={0,2}$/.exec(text)?.[1]
  if (bare === undefined || bare.length % 4 === 1) return false
  return bare.length === text.length || text.length % 4 === 0
}

/** RFC 6901 §3. */
function isJsonPointer(text: string): boolean {
  return (text === '' || text.startsWith('/')) && !/~(?![01])/.test(text)
}

const anyText: IsRight = () => true

/** Those of OpenAPI 3.0.3 §4.4, and of JSON Schema. */
export const textFormats: Readonly<Record<string, IsRight>> = {
  'date-time': isDateTime,
  uuid: isUuid,
  date: isDate,
  time: isTime,
  'time-local': isLocalTime,
  duration: isDuration,
  email: isEmail,
  hostname: isHostname,
  ipv4: isIpv4,
  ipv6: isIpv6,
  uri: isUri,
  'uri-reference': isReference,
  'json-pointer': isJsonPointer,
  regex: (text) => readPattern(text) !== undefined,
  byte: isBase64,
  base64url: isBase64Url,
  binary: anyText,
  password: anyText,
}

export function isTextFormat(name: string): boolean {
  return Object.hasOwn(textFormats, name)
}

/** `; did you mean "uuid"?`, where a known format is close. */
export function closestFormat(name: string): string {
  const near = closest(name, [
    ...Object.keys(textFormats),
    ...numberFormatNames,
  ])
  return distance(name, near) <= 2 ? `; did you mean "${near}"?` : ''
}
