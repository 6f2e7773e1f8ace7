/** Causes: what findings have in common that one repair would mend. Pure. */
import { groupBy } from '../model/group-by.ts'
import type { Cause, CauseFinding } from '../model/monitor.ts'
import type { VerdictFinding } from '../model/verdict.ts'
import { byWeight } from '../model/weight.ts'

/** Undocumented properties beside a missing one: the response moved into another
 * envelope. */
const strangersOfEnvelope = 3

export type CauseOptions = {
  /** Operations that the run sent requests to. */
  readonly asked: ReadonlySet<string>
  /** Of a finding, by its scenario. */
  readonly ownerOf: (finding: VerdictFinding) => string
}

/** What one cause has in a run. */
export type Caused = {
  readonly cause: Cause
  /** Heaviest first. */
  readonly findings: readonly VerdictFinding[]
}

/** Heaviest first, else in the order of their first findings. What a wrong
 * workspace or a rejected credential brings with it is of that cause. */
export function causesOf(
  findings: readonly VerdictFinding[],
  options: CauseOptions,
): readonly Caused[] {
  const keyOf = keysFor(findings, options)
  const groups = groupBy(findings, keyOf)
  return [...groups]
    .map(([key, group]) => describe(key, { group, options }))
    .toSorted((one, other) => byWeight(one.cause.class, other.cause.class))
}

function describe(
  key: string,
  {
    group,
    options: { ownerOf },
  }: {
    readonly group: readonly [VerdictFinding, ...VerdictFinding[]]
    readonly options: CauseOptions
  },
): Caused {
  const ordered = group.toSorted((one, other) =>
    byWeight(one.class, other.class),
  )
  const [heaviest = group[0]] = ordered
  return {
    cause: {
      key,
      class: heaviest.class,
      title: heaviest.title,
      hint: heaviest.hint,
      owner: ownerOf(heaviest),
      findings: ordered.map(shown),
    },
    findings: ordered,
  }
}

function shown(finding: VerdictFinding): CauseFinding {
  const { fingerprint, code, operation, at, expected, received } = finding
  const { requestId, seenAt } = finding
  return {
    fingerprint,
    code,
    operation,
    at,
    expected,
    received,
    ...(requestId !== undefined && { requestId }),
    seenAt,
  }
}

function keysFor(
  findings: readonly VerdictFinding[],
  { asked }: CauseOptions,
): (finding: VerdictFinding) => string {
  const isWrongWorkspace = findings.some(
    ({ code }) => code === 'workspace-unexpected',
  )
  const down = new Set(
    findings
      .filter((it) => it.class === 'outage')
      .map(({ operation }) => operation),
  )
  const isDown = down.size * 2 >= asked.size
  const refused = new Set(
    findings.filter((it) => it.class === 'credential').map(schemeOf),
  )
  const moved = envelopesIn(findings)
  return (finding) => {
    const { code, operation } = finding
    if (isWrongWorkspace) return 'workspace'
    if (finding.class === 'outage')
      return isDown || operation === '' ? 'outage' : `outage · ${operation}`
    if (finding.class === 'credential')
      return `credential · ${schemeOf(finding)}`
    if (finding.class === 'auth-regression' && refused.has(schemeOf(finding)))
      return `credential · ${schemeOf(finding)}`
    if (code === 'refusal-missing') return `access · ${schemeOf(finding)}`
    const property = moved.get(operation)
    if (property !== undefined && isOfEnvelope(finding))
      return `envelope · ${property}`
    return `${code} · ${placeOf(finding)}`
  }
}

/** Operations whose response misses one property and has several that no
 * contract knows, with the property. */
function envelopesIn(
  findings: readonly VerdictFinding[],
): ReadonlyMap<string, string> {
  const top = groupBy(findings.filter(isOfEnvelope), (it) => it.operation)
  const moved = [...top].flatMap(([operation, group]) => {
    const missing = group.find(({ code }) => code === 'body-required-missing')
    const strangers = group.filter(
      ({ code }) => code === 'body-property-undocumented',
    )
    return missing && strangers.length >= strangersOfEnvelope
      ? [[operation, placeOf(missing)] as const]
      : []
  })
  return new Map(moved)
}

/** At the top of the body: missing, or undocumented. */
function isOfEnvelope({ code, at }: VerdictFinding): boolean {
  const isOne =
    code === 'body-required-missing' || code === 'body-property-undocumented'
  return isOne && /^body\.[^.[]+$/.test(at)
}

/** The last part of the fingerprint of findings about a credential; those of
 * the cleanup have none. */
function schemeOf({ fingerprint, operation }: VerdictFinding): string {
  const last = fingerprint.split(' · ').at(-1) ?? ''
  return last === operation ? 'cleanup' : last
}

/** What the fingerprint says beside code and operation. A schema that several
 * operations share is one place; else the place in the response. */
function placeOf({ fingerprint, code, operation, at }: VerdictFinding): string {
  const parts = fingerprint.split(' · ')
  const key = parts.slice(parts[1] === operation ? 2 : 1).join(' · ')
  if (!code.startsWith('body-')) return key === '' ? at : key
  const [pointer = ''] = key.split(' ')
  if (pointer.startsWith('/components/')) return `#${pointer}`
  return at.replaceAll(/\[\d+\]/g, '[]')
}
