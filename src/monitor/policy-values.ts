/** Values of the policy: `${{ env.NAME }}` stands for a variable, so that no
 * secret is in the file; and times such as `10m`. */
import type { JsonValue } from '../model/contract.ts'
import { isJsonObject, isList } from '../model/json.ts'
import type { Path } from '../model/path.ts'
import { quote } from '../scenario/check/closest.ts'
import type { Fault } from '../scenario/parse/source.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const template = /^\$\{\{\s*env\.(\w+)\s*\}\}$/

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** @param text as the schema allows it: `90s`, `1.5h`. */
export function durationMs(text: string): number {
  const unit = text.replace(/^[\d.]+/, '')
  return Math.round(Number.parseFloat(text) * (units[unit] ?? 1))
}

/** What is written in braces and is no variable, or one that is not set. */
export function templateFaults(
  value: JsonValue,
  env: Environment,
  path: Path = [],
): readonly Fault[] {
  if (isList(value))
    return value.flatMap((item, index) =>
      templateFaults(item, env, [...path, index]),
    )
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([key, item]) =>
      templateFaults(item, env, [...path, key]),
    )
  if (typeof value !== 'string' || !value.includes('${{')) return []
  const spot = { path, at: 'value' } as const
  const name = template.exec(value)?.[1]
  if (name === undefined)
    return [
      {
        code: 'value-invalid',
        fact: `${quote(value)} is not the name of a variable`,
        hint: 'write ${{ env.NAME }} alone, such as ${{ env.SEAMWATCH_WEBHOOK_URL }}',
        spot,
      },
    ]
  if (env[name]) return []
  return [
    {
      code: 'value-invalid',
      fact: `the variable ${name} is not set`,
      hint: `set ${name}, or remove what needs it`,
      spot,
    },
  ]
}

/** With the values of the variables; keys stay. */
export function filled(value: JsonValue, env: Environment): JsonValue {
  if (isList(value)) return value.map((item) => filled(item, env))
  if (isJsonObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, filled(item, env)]),
    )
  if (typeof value !== 'string') return value
  const name = template.exec(value)?.[1]
  return name === undefined ? value : (env[name] ?? '')
}
