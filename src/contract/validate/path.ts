/** Paths into a body: from JSON pointers to text for people. */
import { stepsOf } from '../document/json.ts'

export type Path = readonly (string | number)[]

/** `client_sessions[0].token`; other names are quoted: `["a.b"]`. */
export function renderPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    if (!/^[\w$-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`
    return text === '' ? step : `${text}.${step}`
  }, '')
}

/** A JSON pointer into `body` as steps; list positions become numbers. */
export function pathOf(pointer: string, body: unknown): Path {
  let value = body
  return stepsOf(pointer).map((step) => {
    const at = Array.isArray(value) ? Number(step) : step
    value = Object(value)[at]
    return at
  })
}
