/** Judges `uniqueItems` in time that grows with the list, not with its square. */
import type { Ajv } from 'ajv'
import { canonicalText, isExact, type Exact } from '../../model/exact-number.ts'

export function addUnique(ajv: Ajv): void {
  ajv.removeKeyword('uniqueItems')
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: (isUnique: boolean, list: readonly unknown[]) =>
      !isUnique || new Set(list.map(identityOf)).size === list.length,
  })
}

/** Deeper values count as different: comparing them could overflow the stack. */
const deepest = 64

/** Equal for equal JSON values, and only for them. */
function identityOf(value: unknown): unknown {
  if (typeof value === 'string') return `"${value}`
  if (typeof value === 'symbol') return `#${exactKey(value)}`
  if (typeof value !== 'object' || value === null) return value
  return canonical(value, deepest) ?? value
}

function exactKey(value: Exact): string {
  return typeof value === 'symbol' ? canonicalText(value) : String(value)
}

/** Undefined where it is nested too deep. */
function canonical(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null)
    return isExact(value) ? exactKey(value) : JSON.stringify(value)
  if (depth === 0) return undefined
  const isArray = Array.isArray(value)
  const parts = Object.entries(value)
    .toSorted(([a], [b]) => (isArray || a === b ? 0 : a < b ? -1 : 1))
    .map(([name, inner]) => {
      const text = canonical(inner, depth - 1)
      return text && `${JSON.stringify(name)}:${text}`
    })
  if (parts.includes(undefined)) return undefined
  return isArray ? `[${parts.join(',')}]` : `{${parts.join(',')}}`
}
