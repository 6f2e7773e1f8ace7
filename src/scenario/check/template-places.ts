/** Checks that templates stand only where the run fills them in. */
import type { JsonValue } from '../../model/contract.ts'
import { isList, isJsonObject } from '../../model/json.ts'
import { pointerOf, type Fault, type Source } from '../parse/source.ts'
import type { Path } from '../../model/path.ts'
import { scopeOf } from './scope.ts'
import { referencesIn } from '../references.ts'

export function checkPlaces(source: Source): readonly Fault[] {
  const sites = scopeOf(source.value).sites.map(({ path }) => pointerOf(path))
  const filled = new Set(sites)
  const isFilled = (path: Path) =>
    path.some((_, index) => filled.has(pointerOf(path.slice(0, index + 1))))
  const strays = referencesIn(source.value)
    .filter(({ path }) => !isFilled(path))
    .map(({ path, ordinal }) => ({
      code: 'template-invalid' as const,
      fact: `A template is not allowed in ${nameOf(path)}`,
      hint: 'templates go in "method", "as", "body", "expect", "assume", "undo" and "values"',
      spot: { path, at: 'value' as const, ordinal },
    }))
  return [...strays, ...keysIn(source.value, [])]
}

function nameOf(path: Path): string {
  return `"${path[0] === 'matrix' ? 'matrix' : path.findLast((step) => typeof step === 'string')}"`
}

function keysIn(value: JsonValue, path: Path): readonly Fault[] {
  if (isList(value))
    return value.flatMap((item, index) => keysIn(item, [...path, index]))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) => {
    const at = [...path, key]
    const below = keysIn(item, at)
    if (!key.includes('${{')) return below
    return [
      {
        code: 'template-invalid' as const,
        fact: 'A key cannot be a template',
        hint: 'write the key out',
        spot: { path: at, at: 'key' as const },
      },
      ...below,
    ]
  })
}
