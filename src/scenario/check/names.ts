/** Checks that every name in a template exists where it is used. */
import type { JsonValue } from '../../model/contract.ts'
import type { Expression } from '../expression.ts'
import { isList, isJsonObject } from '../../model/json.ts'
import { childAt, valueAt } from '../path.ts'
import { renderPath, type Path } from '../../model/path.ts'
import type { Fault, Source, Spot } from '../parse/source.ts'
import type { Row } from '../../model/scenario.ts'
import { hintFor, quote } from './closest.ts'
import { scopeOf, type Declaration, type Site } from './scope.ts'
import { referencesIn, type Reference } from '../references.ts'

const fixedNames = [
  'run.id',
  'run.marker',
  'target.connect_webview_id',
  'target.connected_account_id',
  'target.user_identity_id',
  'target.second_connect_webview_id',
  'target.second_connected_account_id',
  'target.second_user_identity_id',
  'target.customer_key',
]

type Known = {
  readonly rows: readonly Row[]
  readonly declarations: readonly Declaration[]
}

export function checkNames(
  source: Source,
  rows: readonly Row[],
): readonly Fault[] {
  const { declarations, sites } = scopeOf(source.value)
  return sites.flatMap((site) =>
    referencesIn(site.value, site.path).flatMap((reference) =>
      checkReference({ site, reference, known: { rows, declarations } }),
    ),
  )
}

type Use = {
  readonly site: Site
  readonly reference: Reference
  readonly known: Known
}

function checkReference(use: Use): readonly Fault[] {
  const { path, ordinal, expression } = use.reference
  const spot: Spot = { path, at: 'value', ordinal }
  if (expression.kind === 'fault') {
    const { fact, hint, unknown } = expression
    const said = unknown ? hintFor(unknown.name, unknown.valid) : hint
    return [{ code: 'template-invalid', fact, hint: said, spot }]
  }
  const isMatrix = expression.kind === 'name' && expression.name === 'matrix'
  if (use.site.allows === 'matrix' && !isMatrix)
    return [
      {
        code: 'template-invalid',
        fact: `Only names of the matrix are allowed in "${use.site.path.at(-1)}"`,
        hint: 'it must be known before the first step; write ${{ matrix.name }}',
        spot,
      },
    ]
  if (expression.kind !== 'name') return []
  return isMatrix
    ? checkMatrixName(use, { expression, spot })
    : checkOtherName(use, { expression, spot })
}

type Named = {
  readonly expression: Expression & { kind: 'name' }
  readonly spot: Spot
}

function checkMatrixName(use: Use, named: Named): readonly Fault[] {
  const { path } = named.expression
  for (const row of use.known.rows) {
    const value = path.length === 0 ? undefined : valueAt(row.values, path)
    if (value === undefined) return [unresolved(use, named, row)]
    if (use.reference.isInText && (isList(value) || isJsonObject(value)))
      return [notText(named)]
  }
  return []
}

function checkOtherName(use: Use, named: Named): readonly Fault[] {
  const { name, path } = named.expression
  if (fixedNames.includes(renderPath([name, ...path]))) return []
  const declaration = use.known.declarations
    .slice(0, use.site.known)
    .find((one) => one.name === name)
  if (!declaration) return [unresolved(use, named)]
  if (declaration.kind === 'capture') return []
  const value = reach(declaration.written, path)
  if (value === undefined) return [unresolved(use, named)]
  if (use.reference.isInText && (isList(value) || isJsonObject(value)))
    return [notText(named)]
  return []
}

/** The value at a path, as written; a template may become anything. */
function reach(
  value: JsonValue | undefined,
  path: Path,
): JsonValue | undefined {
  let here = value
  for (const step of path) {
    if (typeof here === 'string' && here.includes('${{')) return here
    here = childAt(here, step)
  }
  return here
}

function unresolved(use: Use, { expression, spot }: Named, row?: Row): Fault {
  const written = renderPath([expression.name, ...expression.path])
  const isPartial = row !== undefined && use.known.rows.length > 1
  const isElsewhere =
    isPartial &&
    expression.path.length > 0 &&
    use.known.rows.some(
      ({ values }) => valueAt(values, expression.path) !== undefined,
    )
  return {
    code: 'name-unresolved',
    fact: isElsewhere
      ? `The row ${quote(row.title)} has no "${written}"`
      : `Unknown name "${written}"`,
    hint: isElsewhere
      ? 'other rows have it; give it to every row'
      : (laterHint(use, expression) ?? hintFor(written, namesKnown(use))),
    spot,
  }
}

/** Says where the name is declared, if only after its use. */
function laterHint(
  { site, known }: Use,
  { name }: Named['expression'],
): string | undefined {
  const later = known.declarations
    .slice(site.known)
    .find((one) => one.name === name)
  if (!later) return undefined
  return later.kind === 'capture'
    ? `step "${later.step}" saves it, but only after this`
    : 'it is written further down; a value may use those above it'
}

function namesKnown({ site, known }: Use): readonly string[] {
  const [row] = known.rows
  const matrix = Object.keys(row?.values ?? {}).map((key) => `matrix.${key}`)
  if (site.allows === 'matrix') return matrix
  const declared = known.declarations.slice(0, site.known)
  return [...declared.map(({ name }) => name), ...matrix, ...fixedNames]
}

function notText({ expression, spot }: Named): Fault {
  const written = renderPath([expression.name, ...expression.path])
  return {
    code: 'template-invalid',
    fact: `"${written}" is a list or a map, which a text cannot contain`,
    hint: 'use the template alone, or name a scalar inside it',
    spot,
  }
}
