/** The lines of the gate: what is new, what is carried over, and one word. */
import { entryOf } from '../../checks/catalog.ts'
import type { GateFinding } from '../../gate/decide.ts'
import type { GateResult } from '../../gate/gate.ts'
import { groupBy } from '../../model/group-by.ts'
import { plural } from '../../model/plural.ts'
import { gateIssueLines } from './gate-issues.ts'

export function gateLines(result: GateResult, file: string): readonly string[] {
  const { answer, why, release, baseline, findings, judged } = result
  const against = baseline
    ? `against ${baseline.version}`
    : 'against no other release'
  const fails = findings.filter(({ effect }) => effect !== 'listed')
  const notes = findings.filter(({ effect }) => effect === 'listed')
  return [
    ...section('New', fails.filter(isNew)),
    ...section(
      'Carried over from the baseline',
      fails.filter(
        ({ since, blame }) => since === 'carried-over' && blame !== 'api',
      ),
    ),
    ...section('New notes', notes.filter(isNew)),
    ...section(
      'The API does it, too',
      fails.filter(
        ({ blame, since }) => blame === 'api' && since !== 'accepted',
      ),
    ),
    ...gateIssueLines(result),
    ...(result.notJudged.length === 0 ? [] : ['Not judged']),
    ...result.notJudged.map(({ what, reason }) => `  ${what}: ${reason}`),
    '',
    `${answer.toUpperCase()}  ${release.name} ${release.version}, ${against}: ${why}`,
    `  ${[
      plural(judged.cases, 'case'),
      plural(judged.calls, 'call'),
      plural(judged.requests, 'request'),
      `${notes.length} notes`,
      `${(result.durationMs / 1000).toFixed(1)} s`,
    ].join(', ')} · ${file}`,
  ]
}

function isNew({ since, blame }: GateFinding): boolean {
  return since === 'new' && blame !== 'api'
}

/** One block for each code: its places, and where it was seen. */
function section(
  title: string,
  findings: readonly GateFinding[],
): readonly string[] {
  if (findings.length === 0) return []
  const codes = groupBy(findings, ({ code, at }) => `${code} ${at}`)
  return [
    `${title} (${findings.length})`,
    ...[...codes.values()].flatMap((group) => [
      `  ${group[0].code}${timesOf(group)}: ${lowerFirst(entryOf(group[0]).title)}`,
      `      ${group[0].at}: expected ${group[0].expected}, received ${group[0].received}`,
      `      ${placesOf(group)}`.trimEnd(),
    ]),
    '',
  ]
}

/** Several at one place, such as exports that are removed. */
function timesOf(group: readonly GateFinding[]): string {
  const keys = new Set(group.map(({ key }) => key))
  return keys.size === 1 ? '' : ` ×${keys.size}`
}

function placesOf(group: readonly GateFinding[]): string {
  const operations = namesOf(group, ({ operation }) => operation)
  const conditions = namesOf(group, ({ condition, blame }) =>
    blame === 'package' ? '' : (condition ?? 'scenarios'),
  )
  return [operations, conditions].filter((part) => part !== '').join(' · ')
}

function namesOf(
  group: readonly GateFinding[],
  nameOf: (finding: GateFinding) => string,
): string {
  return [...new Set(group.map(nameOf))].join(', ')
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
