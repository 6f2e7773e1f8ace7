/** The matrix: many releases of a package by what was found in each, so that a
 * reader sees where a fault came in and where it went. Pure. */
import type { Effect, FindingClass } from '../model/catalog.ts'
import { groupBy } from '../model/group-by.ts'
import { byWeight } from '../model/weight.ts'
import type { GateFinding } from './decide.ts'

/** What came of one release; none of it by comparison. */
export type MatrixInput =
  | {
      readonly kind: 'judged'
      readonly version: string
      readonly integrity: string
      /** One line; absent where all of it was judged. */
      readonly notJudged?: string
      readonly findings: readonly GateFinding[]
    }
  | {
      readonly kind: 'not-judged'
      readonly version: string
      /** One line. */
      readonly reason: string
    }

export type MatrixCell = {
  readonly code: string
  /** How many findings of the code the release has. */
  readonly places: number
  /** Fingerprints that the release before it does not have, and the reverse. */
  readonly cameIn: readonly string[]
  readonly went: readonly string[]
}

export type MatrixRelease = {
  readonly version: string
  readonly integrity?: string
  /** Against the last one before it that was judged; `first`: there is none. */
  readonly answer: 'yes' | 'no' | 'first' | 'not-judged'
  /** Why it, or a part of it, was not judged. */
  readonly reason?: string
  /** Only codes that it or the one before it has. */
  readonly cells: readonly MatrixCell[]
}

export type MatrixCode = {
  readonly code: string
  readonly class: FindingClass
  readonly effect: Effect
}

export type GateMatrix = {
  /** The heaviest first. */
  readonly codes: readonly MatrixCode[]
  /** The earliest first. */
  readonly releases: readonly MatrixRelease[]
}

/** @param inputs the earliest first. */
export function matrixOf(inputs: readonly MatrixInput[]): GateMatrix {
  let before: readonly GateFinding[] | undefined
  const releases = inputs.map((input): MatrixRelease => {
    const { version } = input
    if (input.kind === 'not-judged')
      return { version, answer: 'not-judged', reason: input.reason, cells: [] }
    const findings = input.findings.filter(({ blame }) => blame !== 'api')
    const cells = cellsOf(findings, before ?? [])
    const { integrity, notJudged: reason } = input
    const answer = before ? answerOf(findings, before) : 'first'
    before = findings
    return {
      version,
      integrity,
      answer,
      ...(reason !== undefined && { reason }),
      cells,
    }
  })
  return { codes: codesOf(inputs), releases }
}

function answerOf(
  findings: readonly GateFinding[],
  before: readonly GateFinding[],
): 'yes' | 'no' {
  const known = fingerprintsOf(before)
  const isNo = findings.some(
    ({ effect, fingerprint }) => effect === 'fails' && !known.has(fingerprint),
  )
  return isNo ? 'no' : 'yes'
}

function cellsOf(
  findings: readonly GateFinding[],
  before: readonly GateFinding[],
): readonly MatrixCell[] {
  const now = groupBy(findings, ({ code }) => code)
  const then = groupBy(before, ({ code }) => code)
  return [...new Set([...now.keys(), ...then.keys()])].map((code) => {
    const own = fingerprintsOf(now.get(code) ?? [])
    const old = fingerprintsOf(then.get(code) ?? [])
    return {
      code,
      places: own.size,
      cameIn: [...own].filter((it) => !old.has(it)),
      went: [...old].filter((it) => !own.has(it)),
    }
  })
}

function fingerprintsOf(findings: readonly GateFinding[]): ReadonlySet<string> {
  return new Set(findings.map(({ fingerprint }) => fingerprint))
}

function codesOf(inputs: readonly MatrixInput[]): readonly MatrixCode[] {
  const findings = inputs.flatMap((it) =>
    it.kind === 'judged' ? it.findings : [],
  )
  const codes = groupBy(
    findings.filter(({ blame }) => blame !== 'api'),
    ({ code }) => code,
  )
  return [...codes.values()]
    .map(([{ code, class: name, effect }]) => ({ code, class: name, effect }))
    .toSorted(
      (left, right) =>
        byWeight(left.class, right.class) ||
        left.code.localeCompare(right.code),
    )
}
