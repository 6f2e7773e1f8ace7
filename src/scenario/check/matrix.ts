/** Expands a matrix into rows, each with a unique name. */
import { createHash } from 'node:crypto'
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import { own } from '../json.ts'
import { isList, isJsonObject, listOr, objectOr } from '../../model/json.ts'
import type { Fault, Source } from '../parse/source.ts'
import type { Row } from '../../model/scenario.ts'
import { quote } from './closest.ts'

type Rows = {
  readonly rows: readonly Row[]
  readonly faults: readonly Fault[]
}

const mostRows = 10_000
const longestLabel = 40

/** One empty row where there is no matrix; no rows where its shape is wrong,
 * which the grammar reports. */
export function checkRows(source: Source): Rows {
  const matrix = own(source.value, 'matrix')
  if (matrix === undefined)
    return { rows: [{ id: '', title: '', values: {} }], faults: [] }
  const size = isList(matrix) ? matrix.length : sizeOf(objectOr(matrix))
  if (size > mostRows) return { rows: [], faults: [tooMany(size)] }
  const rows = isList(matrix)
    ? matrix.map((row) => listedRow(objectOr(row)))
    : combine(objectOr(matrix)).map((values) => rowOf(values))
  return { rows, faults: duplicates(rows, isList(matrix)) }
}

function sizeOf(matrix: JsonObject): number {
  return Object.values(matrix).reduce<number>(
    (size, list) => size * listOr(list).length,
    1,
  )
}

/** The cartesian product: the first name varies slowest. */
function combine(matrix: JsonObject): readonly JsonObject[] {
  return Object.entries(matrix).reduce<readonly JsonObject[]>(
    (rows, [name, list]) =>
      rows.flatMap((row) =>
        listOr(list).map((value) =>
          Object.fromEntries([...Object.entries(row), [name, value]]),
        ),
      ),
    [{}],
  )
}

/** A row with a name is known by that name alone. */
function listedRow(values: JsonObject): Row {
  const name = own(values, 'name')
  if (typeof name !== 'string') return rowOf(values)
  return { id: part('name', name), title: name, values }
}

/** The id does not depend on the order in which the names are written. */
function rowOf(values: JsonObject): Row {
  const labels = Object.entries(values).map(
    ([name, value]) => [name, labelOf(value)] as const,
  )
  return {
    id: labels
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, label]) => part(name, label))
      .join('&'),
    title: labels.map(([name, label]) => `${name}: ${label}`).join(', '),
    values,
  }
}

function part(name: string, label: string): string {
  // A lone surrogate has no UTF-8, and would throw.
  const text = label.replace(/\p{Cs}/gu, '\uFFFD')
  return `${name}=${encodeURIComponent(text)}`
}

/** Short scalars as they are; maps by their `name`, else by a hash. */
function labelOf(value: JsonValue): string {
  const name = own(value, 'name')
  if (typeof name === 'string') return name
  if (isList(value) || isJsonObject(value)) return hashOf(canonical(value))
  if (typeof value !== 'string') return String(value)
  const isPlain = value.length <= longestLabel && !/[\p{Cc}\n]/u.test(value)
  if (!isPlain)
    return `${value.slice(0, 20).replace(/\s+/g, ' ')}~${hashOf(value)}`
  // "1" is not 1, nor is "null" null.
  const isAmbiguous =
    value === '' || /^(?:true|false|null|[-\d.e+]+)$/.test(value)
  return isAmbiguous ? JSON.stringify(value) : value
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

function canonical(value: JsonValue): string {
  if (isList(value)) return `[${value.map(canonical).join()}]`
  if (!isJsonObject(value)) return JSON.stringify(value)
  const entries = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
  return `{${entries.join()}}`
}

function duplicates(rows: readonly Row[], isListed: boolean): readonly Fault[] {
  const seen = new Set<string>()
  return rows.flatMap((row, index): readonly Fault[] => {
    const isNew = !seen.has(row.id) && !seen.has(row.title)
    seen.add(row.id).add(row.title)
    if (isNew) return []
    return [
      {
        code: 'value-invalid',
        fact: `Two rows of the matrix are called ${quote(row.title)}`,
        hint: 'remove one, or give each a different "name"',
        spot: isListed
          ? { path: ['matrix', index], at: 'value' }
          : { path: ['matrix'], at: 'key' },
      },
    ]
  })
}

function tooMany(size: number): Fault {
  return {
    code: 'value-invalid',
    fact: `The matrix makes ${size} rows, more than ${mostRows}`,
    hint: 'choose the rows that matter and list them',
    spot: { path: ['matrix'], at: 'key' },
  }
}
