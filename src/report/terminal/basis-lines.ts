/** Where an assertion comes from, in the terminal: of each finding, and all that
 * differs from what is only assumed. */
import { isOnlyAssumed } from '../../model/basis.ts'
import type { BasisShown } from '../../model/basis.ts'
import type { Finding } from '../../model/finding.ts'
import { groupBy } from '../../model/group-by.ts'
import type { Verdict, VerdictFinding } from '../../model/verdict.ts'
import { section } from './section.ts'
import { whereOf } from './where.ts'

/** `inferred: ended-tokens-answer-401, adopted by api-team`; undefined if there
 * is no assertion behind it. */
export function basisText({
  basis,
  assumption,
  adopted,
}: BasisShown): string | undefined {
  if (basis !== 'inferred') return basis
  const by = adopted ? `, adopted by ${adopted.owner}: ${adopted.reason}` : ''
  return `inferred: ${assumption ?? ''}${by}`
}

/** `basis: docs`, once for each; not for the contract, which is the rule. */
export function basisLines(findings: readonly Finding[]): readonly string[] {
  const texts = findings
    .filter(({ basis }) => basis !== 'contract')
    .flatMap((finding) => basisText(finding) ?? [])
  return [...new Set(texts)].map((text) => `basis: ${text}`)
}

/** What differs from an assumption that no team has adopted. */
export function assumedSection(
  { findings }: Pick<Verdict, 'findings'>,
  heading: (text: string) => string,
): readonly string[] {
  const assumed = assumptionsOf(findings)
  return section(
    heading(`INFERRED, LISTED ONLY (${assumed.length})`),
    assumed.length === 0 ? [] : [assumedNote, ...assumed.flatMap(describe)],
  )
}

export type Assumption = {
  readonly name: string
  /** The first. */
  readonly finding: VerdictFinding
  readonly occurrences: number
}

/** One for each assumption, whatever differs from it and wherever. */
export function assumptionsOf(
  findings: Verdict['findings'],
): readonly Assumption[] {
  const groups = groupBy(
    findings.filter(isOnlyAssumed),
    ({ assumption = '' }) => assumption,
  )
  return [...groups].map(([name, all]) => ({
    name,
    finding: all[0],
    occurrences: all.reduce((sum, it) => sum + it.occurrences, 0),
  }))
}

export const assumedNote =
  '→ Neither the contract nor the published pages say it, so it fails nothing. To make it fail, write the assumption and its owner into schemas/adopted.yaml.'

function describe({
  name,
  finding,
  occurrences,
}: Assumption): readonly string[] {
  const { expected, received, place } = finding
  const times = occurrences > 1 ? ` ×${occurrences}` : ''
  return [
    `  ${name} · ${whereOf(finding)}${times}`,
    `    expected  ${expected}`,
    `    received  ${received}`,
    `    seen at   ${place}`,
  ]
}
