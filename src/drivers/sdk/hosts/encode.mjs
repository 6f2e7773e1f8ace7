/** Encode: a value of an SDK as JSON, in which what JSON does not have is tagged.
 * Imports nothing of ours. */

export function encode(value, above = []) {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : tagged('number', String(value))
    case 'bigint':
      return tagged('bigint', String(value))
    case 'object':
      return value === null ? null : encodeObject(value, above)
    default:
      return { $: typeof value } // undefined, function, symbol
  }
}

function tagged($, v) {
  return { $, v }
}

function encodeObject(value, above) {
  if (above.includes(value) || above.length > 100) return { $: 'cycle' }
  if (value instanceof Date)
    return tagged('Date', Number.isNaN(+value) ? '' : value.toISOString())
  const inside = [...above, value]
  if (Array.isArray(value))
    return Array.from(value, (item) => encode(item, inside))
  const v = Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, encode(item, inside)]),
  )
  const [own] = classesOf(value)
  if (own !== undefined) return { ...tagged('object', v), class: own }
  return Object.hasOwn(value, '$') ? { ...tagged('object', v), class: '' } : v
}

export function classesOf(value) {
  const names = []
  for (
    let at = Object.getPrototypeOf(value);
    at !== null && at !== Object.prototype;
    at = Object.getPrototypeOf(at)
  )
    names.push(at.constructor?.name ?? '')
  return names
}
