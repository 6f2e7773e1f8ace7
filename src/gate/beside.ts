/** Beside: in what the same calls differ by the client that makes them, and who
 * owns each difference. Pure. */
import { groupBy } from '../model/group-by.ts'
import type { Found, Tried } from './found.ts'
import { fingerprintOf } from './found.ts'

export type Party = {
  /** For people: `@seamapi/http 2.32.0`. */
  readonly name: string
  readonly tried: Tried
  /** By path, the method of HTTP that it uses. */
  readonly methods: ReadonlyMap<string, string>
}

export type Difference = {
  readonly path: string
  /** One line. */
  readonly what: string
  /** The conditions that show it; empty for a scenario. */
  readonly conditions: readonly string[]
  /** `the API`, or the clients that do so. */
  readonly owners: readonly string[]
}

/** In the order of the paths, the methods first. */
export function differencesBeside(
  parties: readonly Party[],
  control: Tried,
): readonly Difference[] {
  return [...inMethods(parties), ...inFindings(parties, control)].toSorted(
    (left, right) => left.path.localeCompare(right.path),
  )
}

/** The contract has several methods for a path: none is wrong. */
function inMethods(parties: readonly Party[]): readonly Difference[] {
  const used = parties.flatMap(({ name, methods }) =>
    [...methods].map(([path, method]) => ({ name, path, method })),
  )
  return [...groupBy(used, ({ path }) => path).values()].flatMap((ofPath) => {
    const groups = [...groupBy(ofPath, ({ method }) => method).values()]
    if (groups.length < 2) return []
    return groups.map((group) => ({
      path: group[0].path,
      what: `sends ${group[0].method}`,
      conditions: [],
      owners: group.map(({ name }) => name),
    }))
  })
}

function inFindings(
  parties: readonly Party[],
  control: Tried,
): readonly Difference[] {
  const ofApi = new Set(control.findings.map(fingerprintOf))
  const all = [{ name: 'the API', tried: control }, ...parties].flatMap(
    ({ name, tried }) =>
      tried.findings.map((finding) => ({
        finding,
        // What plain HTTP shows, too, is not the client's.
        owner: ofApi.has(fingerprintOf(finding)) ? 'the API' : name,
        path: finding.operation.replace(/^\w+ /, ''),
        what: textOf(finding),
      })),
  )
  const groups = groupBy(all, ({ path, what }) => `${path} ${what}`)
  return [...groups.values()].map((group) => ({
    path: group[0].path,
    what: group[0].what,
    conditions: unique(group.flatMap((it) => it.finding.condition ?? [])),
    owners: unique(group.map(({ owner }) => owner)),
  }))
}

function textOf({ code, at, expected, received }: Found): string {
  return `${code} · ${at}: expected ${expected}, received ${received}`
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)]
}
