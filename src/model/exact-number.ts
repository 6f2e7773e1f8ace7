/** Reads and compares JSON numbers without rounding (RFC 8259 §6). */

/** A `bigint` where it is an integer that a `number` may round. */
export type Numeric = number | bigint

/** A symbol stands for a number that neither of them holds: its description is
 * the text as written. Unlike an object it is of no type of JSON, so nothing
 * takes it for another value. */
export type Exact = Numeric | symbol

function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint'
}

export function isExact(value: unknown): value is Exact {
  return isNumeric(value) || typeof value === 'symbol'
}

/** `isRounded`: it has more digits than a `number` keeps, or is beyond its range,
 * and no `bigint` can hold it. */
export function numberOf(token: string): {
  readonly value: Numeric
  readonly isRounded: boolean
} {
  const value = Number(token)
  if (!Number.isFinite(value) || !isReadable(token))
    return { value, isRounded: true }
  const written = decimalOf(token)
  if (!written) return { value, isRounded: false }
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER && written.places <= 0)
    return { value: scaled(written, 0), isRounded: false }
  const kept = decimalOf(String(value))
  const isSame =
    kept?.digits === written.digits &&
    (kept.places === written.places || written.digits === 0n)
  return { value, isRounded: !isSame }
}

/** A longer number is not judged exactly: to read a million digits takes long. */
const longest = 100_000

/** Whether its digits can be compared. */
export function isReadable(token: string): boolean {
  return token.length <= longest
}

export function exactOf(token: string): Exact {
  const { value, isRounded } = numberOf(token)
  return isRounded ? Symbol(token) : value
}

/** As it is written. */
export function exactText(value: Exact): string {
  return typeof value === 'symbol' ? (value.description ?? '') : String(value)
}

/** Below 0, 0 or above 0, as `a` is less than, equal to or more than `b`. */
export function compareExactly(a: Exact, b: Exact): number {
  // JavaScript compares a `number` with a `bigint` exactly.
  if (typeof a !== 'symbol' && typeof b !== 'symbol')
    return a < b ? -1 : Number(a > b)
  const [left, right] = [decimalOf(exactText(a)), decimalOf(exactText(b))]
  if (!left || !right) return Number(exactText(a)) - Number(exactText(b))
  const [sign, other] = [signOf(left), signOf(right)]
  if (sign !== other || sign === 0) return sign - other
  const size = magnitudeOf(left) - magnitudeOf(right)
  if (size !== 0) return size * sign
  const places = Math.max(left.places, right.places)
  const difference = scaled(left, places) - scaled(right, places)
  return difference < 0n ? -1 : Number(difference > 0n)
}

/** The same text for the same number, however it is written. */
export function canonicalText(value: Exact): string {
  const decimal = decimalOf(exactText(value))
  if (!decimal) return exactText(value)
  return decimal.digits === 0n ? '0' : `${decimal.digits}e${-decimal.places}`
}

export function isWhole(value: Exact): boolean {
  if (typeof value === 'bigint') return true
  if (typeof value === 'number') return Number.isInteger(value)
  const text = exactText(value)
  const decimal = decimalOf(text)
  return decimal ? decimal.places <= 0 : /^-?\d+$/.test(text)
}

/** Whether the value is a multiple, in decimals: 4.35 is one of 0.01, though not
 * in binary fractions. */
export function isMultiple(value: Exact, of: Exact): boolean {
  const [left, right] = [decimalOf(exactText(value)), decimalOf(exactText(of))]
  if (!left || !right || right.digits === 0n) return false
  if (left.digits === 0n) return true
  const shift = right.places - left.places
  // The digits do not end in 0, so they are no multiple of ten.
  if (shift < 0) return false
  return (left.digits * tenTo(shift, right.digits)) % right.digits === 0n
}

/** Ten to a power, modulo a number: the power may be enormous. */
function tenTo(power: number, modulus: bigint): bigint {
  let result = 1n
  let square = 10n
  for (let rest = power; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** `digits` divided by ten to the power of `places`; without zeros at the end of
 * the digits. */
type Decimal = { readonly digits: bigint; readonly places: number }

function decimalOf(text: string): Decimal | undefined {
  if (!isReadable(text)) return undefined
  const match = /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text)
  if (!match) return undefined
  const [, whole = '', fraction = '', exponent = '0'] = match
  const all = whole + fraction
  let end = all.length
  while (all[end - 1] === '0') end -= 1
  const digits = all.slice(0, end)
  return {
    digits: BigInt(/\d/.test(digits) ? digits : 0),
    places: fraction.length - clamped(exponent) - (all.length - digits.length),
  }
}

/** Beyond this all numbers are as large, or as small. */
const farthest = 1e15

function clamped(exponent: string): number {
  return Math.max(-farthest, Math.min(farthest, Number(exponent)))
}

function signOf({ digits }: Decimal): number {
  return digits < 0n ? -1 : Number(digits > 0n)
}

/** How many digits it has before the point. */
function magnitudeOf({ digits, places }: Decimal): number {
  return String(digits).replace('-', '').length - places
}

function scaled({ digits, places }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(to - places)
}
