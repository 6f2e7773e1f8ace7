/** Words the errors of the scenario schema for people. */
import type { ErrorObject } from 'ajv'
import schema from '../../../schemas/scenario.schema.json' with { type: 'json' }
import type { JsonValue } from '../../model/contract.ts'
import { stepsOf } from '../../model/json-pointer.ts'
import { shortJson } from '../json.ts'
import type { Path } from '../../model/path.ts'
import type { Fault } from '../parse/source.ts'
import { closestName, hintFor, quote } from './closest.ts'
import { conflictAt } from './conflicts.ts'

export function faultOf(error: ErrorObject): Fault {
  const path = pathOf(error)
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(error)
    case 'required': {
      const key = String(error.params['missingProperty'])
      const about = titled(titled(error.parentSchema).properties?.[key])
      return {
        code: 'key-missing',
        fact: `${capital(titleOf(error))} needs "${key}"`,
        hint: `add "${key}": ${about.title ?? 'a value'}`,
        spot: { path, at: 'value' },
      }
    }
    case 'false schema': {
      const { beside, hint } = conflictAt(error.schemaPath)
      return {
        code: 'value-invalid',
        fact: `${nameOf(path)} cannot be combined with "${beside}"`,
        hint,
        spot: { path, at: 'key' },
      }
    }
    default:
      return wrongValue(error, path)
  }
}

function wrongValue(error: ErrorObject, path: Path): Fault {
  const about = titled(error.parentSchema)
  const listed = about.enum?.map(String)
  const wanted = listed ? `one of ${listed.join(', ')}` : titleOf(error)
  const data: JsonValue = error.data as JsonValue // it was read from YAML
  const hint =
    listed && typeof data === 'string'
      ? (closestName(data, listed) && hintFor(data, listed)) || undefined
      : undefined
  return {
    code: 'value-invalid',
    fact: `${nameOf(path)} must be ${wanted}, not ${shortJson(data, 60)}`,
    hint,
    spot: { path, at: 'value' },
  }
}

export function unknownKey(error: ErrorObject): Fault {
  const key = String(error.params['additionalProperty'])
  const valid = keysOf(error)
  const spot = { path: [...pathOf(error), key], at: 'key' } as const
  if (valid.length === 0)
    return {
      code: 'key-unknown',
      fact: `${quote(key)} cannot be a name`,
      hint: 'a name has letters, digits and _, and no digit first',
      spot,
    }
  const isOperator = key.startsWith('$')
  return {
    code: 'key-unknown',
    fact: isOperator
      ? `Unknown operator ${quote(key)}`
      : `Unknown key ${quote(key)} in ${titleOf(error)}`,
    hint: hintFor(key, valid),
    spot,
  }
}

type About = {
  readonly title?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, unknown>>
  readonly $ref?: string
}

function titled(part: unknown): About {
  const about = Object(part) as About // a part of our own schema
  const name = about.$ref?.split('/').at(-1)
  const definitions: Readonly<Record<string, unknown>> = schema.definitions
  return name === undefined ? about : titled(definitions[name])
}

function titleOf(error: ErrorObject): string {
  return titled(error.parentSchema).title ?? 'a value that fits'
}

/** The keys that the schema allows where the error is. */
export function keysOf(error: ErrorObject): readonly string[] {
  return Object.keys(titled(error.parentSchema).properties ?? {})
}

export function pathOf(error: ErrorObject): Path {
  return stepsOf(error.instancePath)
}

function nameOf(path: Path): string {
  const last = path.findLastIndex((step) => !/^\d+$/.test(String(step)))
  if (last < 0) return 'The file'
  const indexes = path.slice(last + 1).map((index) => `[${index}]`)
  return quote(`${path[last]}${indexes.join('')}`)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
