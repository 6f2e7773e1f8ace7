/** Reads JSON numbers without rounding (RFC 8259 §6). */

/** A `bigint` where it is an integer that a `number` may round. */
export type Numeric = number | bigint

export function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint'
}

/** `isRounded`: it has more digits than a `number` keeps, and no `bigint` can
 * hold it. A number beyond the range of a `number` is infinite. */
export function numberOf(token: string): {
  readonly value: Numeric
  readonly isRounded: boolean
} {
  const value = Number(token)
  const written = decimalOf(token)
  if (!Number.isFinite(value) || !written) return { value, isRounded: false }
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER && written.places <= 0)
    return { value: scaled(written, 0), isRounded: false }
  const kept = decimalOf(String(value))
  const isSame =
    kept?.digits === written.digits &&
    (kept.places === written.places || written.digits === 0n)
  return { value, isRounded: !isSame }
}

/** Whether the value is a multiple, in decimals: 4.35 is one of 0.01, though not
 * in binary fractions. */
export function isMultiple(value: Numeric, of: Numeric): boolean {
  const [left, right] = [decimalOf(String(value)), decimalOf(String(of))]
  if (!left || !right || right.digits === 0n) return false
  const places = Math.max(left.places, right.places)
  return scaled(left, places) % scaled(right, places) === 0n
}

/** `digits` divided by ten to the power of `places`; without zeros at the end of
 * the digits. */
type Decimal = { readonly digits: bigint; readonly places: number }

function decimalOf(text: string): Decimal | undefined {
  const match = /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text)
  if (!match) return undefined
  const [, whole = '', fraction = '', exponent = '0'] = match
  const all = whole + fraction
  const digits = all.replace(/0+$/, '')
  return {
    digits: BigInt(/\d/.test(digits) ? digits : 0),
    places: fraction.length - Number(exponent) - (all.length - digits.length),
  }
}

function scaled({ digits, places }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(to - places)
}
