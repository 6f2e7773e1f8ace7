/** Finds plain scalars whose text YAML changes, or that a reader takes for
 * something else. */
import type { Scalar } from 'yaml'
import type { Fault } from './source.ts'

export function isExact(value: number): boolean {
  if (!Number.isFinite(value)) return false
  return !Number.isInteger(value) || Number.isSafeInteger(value)
}

/** Undefined where what is written is what is read. */
export function textFault({
  source,
  type,
  value,
}: Scalar): Pick<Fault, 'fact' | 'hint'> | undefined {
  if (type !== 'PLAIN' || source === undefined || source === '')
    return undefined
  const quoted = `'${source}' for the text`
  if (typeof value === 'string') {
    if (!/^(?:yes|no|on|off)$/i.test(source)) return undefined
    const plain = /^(?:yes|on)$/i.test(source)
    return {
      fact: `YAML 1.2 reads ${source} as text, not as ${plain}`,
      hint: `write ${plain}, or ${quoted}`,
    }
  }
  const read = JSON.stringify(value) ?? ''
  const isKept = read === source || (value === null && source === '~')
  // A number that JSON cannot carry is a fault of its own.
  const isRounded = typeof value === 'number' && !isExact(value)
  if (isKept || isRounded) return undefined
  return {
    fact: `${source} is read as ${read}: its text is lost`,
    hint: `write ${read}, or ${quoted}`,
  }
}
