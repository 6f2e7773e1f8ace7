/** Checks the names that a scenario declares: each is used, and each is unique. */
import type { Fault, Source } from '../parse/source.ts'
import { own } from '../json.ts'
import { isList, objectOr } from '../../model/json.ts'
import { closestName, quote } from './closest.ts'
import { scopeOf } from './scope.ts'
import { referencesIn } from '../references.ts'

const reserved = new Set(['matrix', 'run', 'target'])

export function checkDeclarations(source: Source): readonly Fault[] {
  return [...checkShadows(source), ...checkUnused(source)]
}

function checkShadows(source: Source): readonly Fault[] {
  const seen = new Set(reserved)
  return scopeOf(source.value).declarations.flatMap(({ kind, name, path }) => {
    const isTaken = seen.has(name)
    seen.add(name)
    if (!isTaken) return []
    const hint = reserved.has(name)
      ? 'the name is reserved; choose another'
      : 'each name must be unique; choose another'
    const fact = `The ${kind} ${quote(name)} hides another of that name`
    return [
      { code: 'value-invalid', fact, hint, spot: { path, at: 'key' } } as const,
    ]
  })
}

/** A name counts as used wherever it stands, even in the wrong place. */
function checkUnused(source: Source): readonly Fault[] {
  const used = new Set<string>()
  for (const { expression } of referencesIn(source.value)) {
    if (expression.kind !== 'name') continue
    used.add(expression.name)
    if (expression.name === 'matrix') used.add(`matrix.${expression.path[0]}`)
  }
  const declared = scopeOf(source.value).declarations.map(
    ({ kind, name, path }) => ({ what: kind, name, path, key: name }),
  )
  const all = [...matrixNames(source), ...declared]
  const keys = all.map(({ key }) => key)
  // A mistyped use counts: check/names.ts reports the typing error itself.
  const intended = new Set(
    [...used]
      .filter((name) => !keys.includes(name))
      .map((name) => closestName(name, keys)),
  )
  const seen = new Set<string>()
  return all.flatMap((one) => {
    if (used.has(one.key) || intended.has(one.key)) return []
    if (seen.has(one.key)) return []
    seen.add(one.key)
    return [
      {
        code: 'capture-unused',
        fact: `The ${one.what} ${quote(one.name)} is never used`,
        hint: `use it as \${{ ${one.key} }}, or remove it`,
        spot: { path: one.path, at: 'key' },
      } as const,
    ]
  })
}

/** The `name` of a listed row is always used: reports show it. */
function matrixNames(source: Source) {
  const matrix = own(source.value, 'matrix')
  const found = isList(matrix)
    ? matrix.flatMap((row, index) =>
        Object.keys(objectOr(row))
          .filter((name) => name !== 'name')
          .map((name) => ({ name, path: ['matrix', index, name] })),
      )
    : Object.keys(objectOr(matrix)).map((name) => ({
        name,
        path: ['matrix', name],
      }))
  return found.map(({ name, path }) => ({
    what: 'matrix name',
    name,
    path,
    key: `matrix.${name}`,
  }))
}
