/** The members that the schema of a header gives to a list or an object. */
import { joinPointer } from '../../model/json-pointer.ts'
import { isJsonObject, listOr, objectOr } from '../../model/json.ts'
import { flatten } from '../document/flatten.ts'
import type { Located } from '../document/refs.ts'
import type { JsonObject } from '../../model/contract.ts'

export type Members = {
  /** JSON pointers of the schemas that say how the members are read. */
  readonly pointers: readonly string[]
  /** Names of the properties after which a comma may be part of a text. */
  readonly texts: readonly string[]
  /** JSON pointer of a property's schema; undefined where it has none. */
  readonly pointerOf: (name: string) => string | undefined
  /** Whether a comma may be part of the property's text. */
  readonly isText: (name: string) => boolean
}

export function typesOf(parts: readonly Located[]): readonly unknown[] {
  return [...new Set(parts.flatMap(({ node }) => node['type'] ?? []))]
}

export function itemsOf(parts: readonly Located[]): string | undefined {
  const holder = parts.find(({ node }) => 'items' in node)
  return holder && joinPointer(holder.pointer, 'items')
}

export function membersOf(
  document: JsonObject,
  parts: readonly Located[],
): Members {
  const named = parts.flatMap(({ node, pointer }) =>
    Object.keys(objectOr(node['properties'])).map(
      (name) => [name, joinPointer(pointer, 'properties', name)] as const,
    ),
  )
  const others = parts
    .filter(({ node }) => isJsonObject(node['additionalProperties']))
    .map(({ pointer }) => joinPointer(pointer, 'additionalProperties'))
  const typeAt = (pointer: string): readonly unknown[] =>
    typesOf(flatten(document, pointer).parts)
  const pointerOf = (name: string): string | undefined => {
    const own = named.filter(([one]) => one === name).map(([, at]) => at)
    const all = own.length > 0 ? own : others
    return all.find((at) => typeAt(at).length > 0) ?? all[0]
  }
  const isText = (name: string): boolean => {
    const pointer = pointerOf(name)
    return (
      pointer === undefined || mayHoldComma(flatten(document, pointer).parts)
    )
  }
  const names = [...new Set(named.map(([name]) => name))]
  return {
    pointers: [...names.flatMap((name) => pointerOf(name) ?? []), ...others],
    texts: names.filter(isText),
    pointerOf,
    isText,
  }
}

/** Formats of texts in which no comma stands. */
const withoutComma = /^(?:uuid|date|date-time|ipv4|ipv6|hostname)$/

function mayHoldComma(parts: readonly Located[]): boolean {
  const [type = 'string'] = typesOf(parts)
  return (
    type === 'string' &&
    !parts.some(({ node }) => {
      const values = listOr(node['enum'])
      const isClosed =
        values.length > 0 && values.every((one) => !String(one).includes(','))
      return isClosed || withoutComma.test(String(node['format']))
    })
  )
}
