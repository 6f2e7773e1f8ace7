/** Turns errors of ajv into violations: place, rule, documented, received. */
import type { ErrorObject } from 'ajv'
import {
  describeSchema,
  describeSize,
  describeValue,
  describeValues,
  typeOf,
} from './describe.ts'
import { exactText, isExact } from '../../model/exact-number.ts'
import { joinPointer } from '../../model/json-pointer.ts'
import { objectOr } from '../../model/json.ts'
import { undecidedText } from './patterns.ts'
import { pathOf } from './path-of.ts'
import { renderPath, type Path } from '../../model/path.ts'
import type { Located } from '../document/refs.ts'
import type { Violation } from '../../model/contract.ts'

type Judged = {
  readonly body: unknown
  readonly originOf: (error: ErrorObject) => Located
  readonly isUndecided: (pattern: unknown) => boolean
}

export function violationOf(error: ErrorObject, judged: Judged): Violation {
  const origin = judged.originOf(error)
  const path = pathOf(error.instancePath, judged.body)
  return { ...detailsOf({ error, origin, path }, judged) }
}

type Case = {
  readonly error: ErrorObject
  readonly origin: Located
  readonly path: Path
}

function detailsOf(given: Case, judged: Judged): Violation {
  const { error, origin, path } = given
  const { keyword, params, data } = error
  const broken = (
    kind: Violation['kind'],
    rest: Partial<Violation> = {},
  ): Violation => ({
    kind,
    at: renderPath(rest.path ?? path),
    path,
    pointer: joinPointer(origin.pointer, keyword),
    documented: describeSchema(origin.node),
    received: describeValue(data, path),
    ...rest,
  })
  switch (keyword) {
    case 'required':
      return missing(broken, { name: params['missingProperty'], ...given })
    case 'type':
    case 'enum':
      return wrongTypeOrValue(broken, given)
    case 'format':
      return broken('format-wrong')
    case 'discriminator':
      return wrongTag(broken, given)
    case 'oneOf':
    case 'anyOf':
      return unmatched(broken, { given, judged })
    case 'additionalProperties': {
      const inner = [...path, String(params['additionalProperty'])]
      return broken('constraint-broken', {
        path: inner,
        documented: 'no further properties',
        received: `property "${params['additionalProperty']}"`,
      })
    }
    default: {
      if (keyword === 'pattern' && judged.isUndecided(error.schema))
        return broken('undecided', { received: undecidedText })
      const isSize = /^(min|max)(Length|Items|Properties)$/.test(keyword)
      return broken('constraint-broken', {
        pointer: joinPointer(origin.pointer, original(keyword)),
        documented: `${describeSchema(origin.node)}, ${limitText(given)}`,
        received: isSize ? describeSize(data) : describeValue(data, path),
      })
    }
  }
}

type Broken = (kind: Violation['kind'], rest?: Partial<Violation>) => Violation

/** The place of a missing property is where it belongs, and so is its pointer if
 * the contract describes it: a list index would not be stable. */
function missing(
  broken: Broken,
  { name, origin, path }: Case & { readonly name: string },
): Violation {
  const isDescribed = Object.hasOwn(objectOr(origin.node['properties']), name)
  return broken('required-missing', {
    path: [...path, name],
    pointer: isDescribed
      ? joinPointer(origin.pointer, 'properties', name)
      : joinPointer(origin.pointer, 'required'),
    documented: 'required',
    received: 'absent',
  })
}

function wrongTypeOrValue(broken: Broken, { error, origin }: Case): Violation {
  const received = typeOf(error.data)
  const { type } = origin.node
  const hasType =
    received === (type === 'integer' ? 'number' : type) ||
    (type === undefined && received !== 'null')
  if (error.keyword === 'enum' && hasType) return broken('enum-unknown')
  const kind = received === 'null' ? 'null-unexpected' : 'type-wrong'
  const pointer = joinPointer(origin.pointer, type ? 'type' : error.keyword)
  return broken(kind, { received, pointer })
}

function wrongTag(broken: Broken, { error, path }: Case): Violation {
  const { propertyName, tag, values } = error.params
  if (error.data === null)
    return broken('null-unexpected', { received: 'null' })
  if (typeOf(error.data) !== 'object')
    return broken('type-wrong', {
      documented: 'object',
      received: typeOf(error.data),
    })
  const at: Partial<Violation> = {
    path: [...path, propertyName],
    documented: describeValues(values),
    received: describeValue(tag, [...path, propertyName]),
  }
  if (tag === undefined) return broken('required-missing', at)
  return broken(typeof tag === 'string' ? 'enum-unknown' : 'type-wrong', at)
}

function unmatched(
  broken: Broken,
  { given, judged }: { readonly given: Case; readonly judged: Judged },
): Violation {
  const { params, data, keyword } = given.error
  const received = typeOf(data)
  if (data === null) return broken('null-unexpected', { received })
  if (params['matched'])
    return broken('variant-unmatched', {
      documented: `exactly one of ${params['count']} variants`,
      received: `${received} that matches variants ${params['matched'].map((index: number) => index + 1).join(' and ')}`,
    })
  const documented = `${keyword === 'oneOf' ? 'one' : 'any'} of ${params['count']} variants`
  const { closest } = params
  const first: ErrorObject | undefined = closest?.errors[0]
  if (!first) return broken('variant-unmatched', { documented, received })
  const detail = violationOf(first, judged)
  const where = detail.at === '' ? 'itself' : `"${detail.at}"`
  return broken('variant-unmatched', {
    documented: `${documented}; the closest, variant ${closest.index + 1}, has ${where}: ${detail.documented}`,
    received: `${received} with ${where}: ${detail.received}`,
  })
}

/** OpenAPI 3.0 writes an exclusive limit as a flag beside the limit. */
function original(keyword: string): string {
  if (keyword === 'exclusiveMinimum') return 'minimum'
  return keyword === 'exclusiveMaximum' ? 'maximum' : keyword
}

function limitText({ error: { keyword, schema } }: Case): string {
  if (isExact(schema)) return `${keyword} ${exactText(schema)}`
  return typeof schema === 'object' ? keyword : `${keyword} ${String(schema)}`
}
