/** Cells of the authentication matrix that a new contract changes. */
import { isTested, type Cell } from '../../cases/auth-matrix/cell.ts'
import { matrixOf } from '../../cases/auth-matrix/matrix.ts'
import type { Contract } from '../../model/contract.ts'
import { groupBy } from '../../model/group-by.ts'
import type { Change } from '../roots.ts'
import type { Both } from '../schemas/pairing.ts'

/** One cell, or several that change alike: `auth/POST-get/{expired,revoked}`. */
export type CellHit = {
  readonly case: string
  readonly before: string
  readonly after: string
}

/** A hit, and what decides which change it belongs to. */
type Found = CellHit & {
  readonly what: 'column' | 'row' | 'cells'
  readonly operations: readonly string[]
  readonly columns: readonly Cell['column'][]
}

/** The hits of each change, by its fingerprint. */
export function cellHits(
  contracts: Both<Contract>,
  changes: readonly Change[],
): ReadonlyMap<string, readonly CellHit[]> {
  const found = compareMatrices({
    old: matrixOf(contracts.old),
    new: matrixOf(contracts.new),
  })
  const given = new Map<string, CellHit[]>()
  for (const one of found) {
    const { case: name, before, after } = one
    for (const { fingerprint } of causesOf(one, changes)) {
      const hits = given.get(fingerprint) ?? []
      given.set(fingerprint, [...hits, { case: name, before, after }])
    }
  }
  return given
}

/** Changes that name the credential; else those of all credentials; else the
 * worst that may be the cause. */
function causesOf(
  { what, operations, columns }: Found,
  changes: readonly Change[],
): readonly Change[] {
  const near = changes.filter((change) =>
    change.operations.some((key) => operations.includes(key)),
  )
  if (what === 'row')
    return near.filter(({ code }) => /^operation-(?:removed|new)$/.test(code))
  const about = near.filter(({ code }) => code.startsWith('auth-'))
  const groups = [
    about.filter(({ at }) => columns.some((column) => isNamed(column, at))),
    about.filter(({ at }) => at === 'security'),
    about.slice(0, 1),
    // What a request requires decides whether the matrix can make it.
    what === 'cells'
      ? near.filter(({ code }) => code.startsWith('request-parameter-'))
      : [],
  ]
  return groups.find((group) => group.length > 0) ?? []
}

function isNamed({ scheme, credential }: Cell['column'], at: string): boolean {
  const recipe = credential.kind === 'invalid' ? credential.recipe : undefined
  const schemes = [
    scheme,
    recipe && 'of' in recipe ? recipe.of : undefined,
    recipe && 'as' in recipe ? recipe.as : undefined,
  ]
  const names = at.split(/[ ,()+]+/)
  return schemes.some((name) => name !== undefined && names.includes(name))
}

function compareMatrices(cells: Both<readonly Cell[]>): readonly Found[] {
  const lost = missing(cells.old, cells.new)
  const added = missing(cells.new, cells.old)
  const apart = new Set([...lost, ...added].flatMap(({ without }) => without))
  return [
    ...lost.map(({ found, count }) => {
      return { ...found, before: count, after: `${found.what} gone` }
    }),
    ...added.map(({ found, count }) => {
      return { ...found, before: `no ${found.what}`, after: count }
    }),
    ...compareRows({
      old: cells.old.filter((cell) => !apart.has(cell)),
      new: cells.new.filter((cell) => !apart.has(cell)),
    }),
  ]
}

type Missing = {
  readonly found: Omit<Found, 'before' | 'after'>
  /** `12 judged`. */
  readonly count: string
  readonly without: readonly Cell[]
}

/** Whole columns, then whole rows: a line for each, not one for each cell. */
function missing(
  here: readonly Cell[],
  there: readonly Cell[],
): readonly Missing[] {
  const of = (what: 'column' | 'row', key: (cell: Cell) => string) => {
    const known = new Set(there.map(key))
    const groups = groupBy(
      here.filter((cell) => !known.has(key(cell))),
      key,
    )
    return [...groups].map(([name, without]): Missing => ({
      without,
      count: `${without.filter(isTested).length} judged`,
      found: {
        what,
        case: what === 'column' ? `auth/*/${name}` : `auth/${name}/*`,
        operations: without.map(({ operation }) => operation.key),
        columns: without.map(({ column }) => column),
      },
    }))
  }
  return [...of('column', ({ column }) => column.id), ...of('row', rowOf)]
}

function rowOf({ operationName }: Cell): string {
  return operationName.replace(' ', '-')
}

/** Cells that change alike are one hit. */
function compareRows(cells: Both<readonly Cell[]>): readonly Found[] {
  const known = new Map(cells.new.map((cell) => [cell.id, cell]))
  const changed = cells.old.flatMap((cell) => {
    const after = known.get(cell.id)
    const texts = after && textsOf({ old: cell, new: after })
    return texts ? [{ cell, ...texts }] : []
  })
  const rows = groupBy(changed, ({ cell, before, after }) =>
    JSON.stringify([rowOf(cell), before, after]),
  )
  const alike = groupBy(rows.values(), (row) =>
    JSON.stringify([
      row.map(({ cell }) => cell.column.id),
      row[0].before,
      row[0].after,
    ]),
  )
  const judged = groupBy(cells.old.filter(isTested), rowOf)
  return [...alike.values()].map((group): Found => {
    const [first] = group
    const columns = first.map(({ cell }) => cell.column)
    const names = group.map(([{ cell }]) => rowOf(cell))
    const ids = columns.map(({ id }) => id)
    const isWhole = names.every((name) =>
      judged.get(name)?.every(({ column }) => ids.includes(column.id)),
    )
    return {
      what: 'cells',
      case: `auth/${oneOf(names)}/${isWhole ? '*' : oneOf(ids)}`,
      before: first[0].before,
      after: first[0].after,
      operations: group.map(([{ cell }]) => cell.operation.key),
      columns,
    }
  })
}

/** As a shell expands it. */
function oneOf(names: readonly string[]): string {
  return names.length === 1 ? names.join('') : `{${names.join(',')}}`
}

/** Undefined where nothing changes. */
function textsOf({
  old,
  new: fresh,
}: Both<Cell>): Pick<CellHit, 'before' | 'after'> | undefined {
  if (old.expectation.kind !== fresh.expectation.kind)
    return { before: textOf(old), after: textOf(fresh) }
  if (old.source === fresh.source || !isTested(fresh)) return undefined
  return { before: byText(old), after: byText(fresh) }
}

const words = {
  accepted: 'accepted',
  refused: 'rejected',
  'left-out': 'left out',
} as const

function textOf({ expectation }: Cell): string {
  return words[expectation.kind]
}

function byText({ source }: Cell): string {
  return source === undefined
    ? 'judged by its own security'
    : `judged, because ${source}`
}
