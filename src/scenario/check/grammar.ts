/** Checks a file against the scenario schema and words the errors for people. */
import { Ajv, type ErrorObject } from 'ajv'
import schema from '../../../schemas/scenario.schema.json' with { type: 'json' }
import type { JsonValue } from '../../model/contract.ts'
import { shortJson } from '../json.ts'
import type { Path } from '../path.ts'
import { pointerOf, type Fault, type Source } from '../parse/source.ts'
import { conflictAt } from './conflicts.ts'
import { closestName, hintFor, quote } from './closest.ts'
import { renameKey } from './rename-key.ts'

const validate = new Ajv({
  allErrors: true,
  verbose: true,
  ownProperties: true,
  // The schema allows lists and maps side by side without `anyOf`, so that one
  // fault is one error; these two strict rules forbid that.
  strictTypes: false,
  strictRequired: false,
}).compile(schema)

/** Further typing errors are reported, but not corrected for later checks. */
const mostTypos = 50

type GrammarResult = {
  readonly faults: readonly Fault[]
  /** The source with each mistyped key replaced by the intended one, so that one
   * typing error does not cause further problems. */
  readonly intended: Source
}

export function checkGrammar(source: Source): GrammarResult {
  const { typos, intended } = readAsIntended(source)
  const faults = distinct(
    errorsOf(intended.value).map((error) => faultOf(error)),
  )
  return { faults: [...typos, ...faults], intended }
}

/** Repeats until no typing error is left: one may hide others below it. */
function readAsIntended(source: Source): {
  readonly typos: readonly Fault[]
  readonly intended: Source
} {
  const typos = errorsOf(source.value)
    .flatMap((error) => typoOf(error))
    .slice(0, mostTypos)
  if (typos.length === 0) return { typos: [], intended: source }
  const below = readAsIntended(typos.reduce(renameKey, source))
  const faults = typos.map(({ fault }) => fault)
  return { typos: [...faults, ...below.typos], intended: below.intended }
}

function errorsOf(value: JsonValue): readonly ErrorObject[] {
  return validate(value) ? [] : (validate.errors ?? [])
}

type Typo = {
  readonly parent: Path
  readonly from: string
  readonly to: string
  readonly fault: Fault
}

/** An unknown key that is close to a known one, where that one is absent. */
function typoOf(error: ErrorObject): readonly Typo[] {
  if (error.keyword !== 'additionalProperties') return []
  const from = String(error.params['additionalProperty'])
  const data: object = Object(error.data)
  const free = keysOf(error).filter((key) => !Object.hasOwn(data, key))
  const to = closestName(from, free)
  if (to === undefined) return []
  const parent = pathOf(error)
  const fault: Fault = {
    ...unknownKey(error),
    hint: `did you mean "${to}"?`,
    spot: { path: [...parent, to], at: 'key' },
  }
  return [{ parent, from, to, fault }]
}

function faultOf(error: ErrorObject): Fault {
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

function unknownKey(error: ErrorObject): Fault {
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

function keysOf(error: ErrorObject): readonly string[] {
  return Object.keys(titled(error.parentSchema).properties ?? {})
}

function pathOf(error: ErrorObject): Path {
  return error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
}

function nameOf(path: Path): string {
  const last = path.findLastIndex((step) => !/^\d+$/.test(String(step)))
  if (last < 0) return 'The file'
  const indexes = path.slice(last + 1).map((index) => `[${index}]`)
  return quote(`${path[last]}${indexes.join('')}`)
}

/** One fault for each place: the first message is the plainest. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>()
  return faults.filter(({ code, fact, spot }) => {
    const isOfKey = code === 'key-unknown' || code === 'key-missing'
    const key = `${pointerOf(spot.path)} ${isOfKey ? fact : ''}`
    return seen.size !== seen.add(key).size
  })
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
