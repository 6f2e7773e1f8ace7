/** Cuts some paths out of an OpenAPI document, with all that they refer to. */
import { stepsOf } from '../../model/json-pointer.ts'
import { isJsonObject, listOr, objectOr } from '../../model/json.ts'
import { stripProse } from './prose.ts'
import { refTarget } from '../document/refs.ts'
import type { JsonObject, JsonValue } from '../../model/contract.ts'

type Cutting = {
  /** `/client_sessions`: the path itself and everything below it. */
  readonly paths: readonly string[]
  /** Where the document came from; kept as `info.x-source`. */
  readonly source: string
}

/** A complete document without prose and with sorted keys: equal input gives
 * equal bytes. Throws an `Error` when nothing is under one of the paths, or a
 * reference has no target in the result. */
export function cutContract(
  document: JsonObject,
  { paths: wanted, source }: Cutting,
): JsonObject {
  const paths = pickPaths(objectOr(document['paths']), wanted)
  const components = pickComponents(document, paths)
  const tags = pickTags(document, paths)
  const info = {
    ...objectOr(stripProse(objectOr(document['info']))),
    'x-source': source,
  }
  const { openapi = '', servers, security } = document
  return {
    openapi,
    info,
    ...(servers !== undefined && { servers: stripProse(servers) }),
    ...(security !== undefined && { security }),
    ...(tags.length > 0 && { tags: stripProse(tags) }),
    paths: objectOr(stripProse({ paths }))['paths'] ?? {},
    ...(Object.keys(components).length > 0 && {
      components: stripProse(components),
    }),
  }
}

function pickPaths(paths: JsonObject, wanted: readonly string[]): JsonObject {
  const names = Object.keys(paths)
  const missing = wanted.find((one) => !names.some((it) => isUnder(it, one)))
  if (missing !== undefined) {
    const roots = names.map((path) => `/${path.split('/')[1]}`)
    const known = [...new Set(roots)].slice(0, 10).join(', ')
    throw new Error(`it has nothing under "${missing}", but ${known}`)
  }
  return Object.fromEntries(
    Object.entries(paths).filter(([path]) =>
      wanted.some((one) => isUnder(path, one)),
    ),
  )
}

/** A root without a name is everything. */
export const everything = ['/'] as const

export function isUnder(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root.replace(/\/+$/, '')}/`)
}

/** How many operations of the document are under none of the paths. */
export function countLeftOut(
  document: JsonObject,
  wanted: readonly string[],
): number {
  const others = Object.entries(objectOr(document['paths'])).filter(
    ([path]) => !wanted.some((one) => isUnder(path, one)),
  )
  return operationsIn(Object.fromEntries(others)).length
}

/** Components that the paths refer to, directly or through each other. */
function pickComponents(document: JsonObject, paths: JsonObject): JsonObject {
  const wanted = new Set<string>(schemesOf(document, paths))
  for (const pointer of pointersIn(paths)) wanted.add(pointer)
  const kept: Record<string, Record<string, JsonValue>> = {}
  for (const pointer of wanted) {
    const [root, kind, name] = stepsOf(pointer)
    if (root === 'paths' && kind !== undefined && kind in paths) continue
    const found = objectOr(objectOr(document['components'])[kind ?? ''])
    if (root !== 'components' || name === undefined || !(name in found))
      throw new Error(`it refers to "#${pointer}", which does not exist`)
    const component = found[name] ?? null
    kept[kind ?? ''] = { ...kept[kind ?? ''], [name]: component }
    for (const next of pointersIn(component)) wanted.add(next)
  }
  return kept
}

/** Every `$ref` in a value, as a pointer. A property named `$ref` is a schema
 * and so an object; only text refers. */
function pointersIn(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(pointersIn)
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === '$ref' && typeof inner === 'string') return [refTarget(inner)]
    if (key === 'example' || key === 'enum' || key === 'default') {
      // Data, not schemas, unless it is the name of a property.
      return isJsonObject(inner) ? pointersIn(inner) : []
    }
    if (key === 'mapping')
      return Object.values(objectOr(inner))
        .filter((target) => String(target).startsWith('#/'))
        .map(refTarget)
    return pointersIn(inner)
  })
}

function operationsIn(paths: JsonObject): readonly JsonObject[] {
  return Object.values(paths).flatMap((item) =>
    Object.values(objectOr(item)).filter(isJsonObject),
  )
}

function schemesOf(document: JsonObject, paths: JsonObject): readonly string[] {
  const alternatives = [document, ...operationsIn(paths)].flatMap((one) =>
    listOr(one['security']),
  )
  const names = alternatives.flatMap((one) => Object.keys(objectOr(one)))
  return names.map((name) => `/components/securitySchemes/${name}`)
}

function pickTags(
  document: JsonObject,
  paths: JsonObject,
): readonly JsonValue[] {
  const used = new Set(
    operationsIn(paths).flatMap((one) => listOr(one['tags'])),
  )
  return listOr(document['tags']).filter((tag) =>
    used.has(objectOr(tag)['name'] ?? null),
  )
}
