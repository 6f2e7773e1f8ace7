/** Known issues in the terminal: what is accepted, and which entries change
 * nothing. */
import type { IssueShown } from '../../model/acceptance.ts'
import type { Verdict, VerdictFinding } from '../../model/verdict.ts'
import { section } from './section.ts'
import { whereOf } from './where.ts'

export function acceptedSections(
  { findings, knownIssues }: Pick<Verdict, 'findings' | 'knownIssues'>,
  heading: (text: string) => string,
): readonly string[] {
  const accepted = findings.filter((finding) => finding.accepted)
  const { expired = [], stale = [] } = knownIssues ?? {}
  return [
    ...section(
      heading(`Accepted (${accepted.length})`),
      accepted.map(acceptedLine),
    ),
    ...section(
      heading(`Known issues without effect (${expired.length + stale.length})`),
      [...expired.map(expiredLine), ...stale.map(staleLine)],
    ),
  ]
}

function acceptedLine(finding: VerdictFinding): string {
  const times = finding.occurrences > 1 ? ` ×${finding.occurrences}` : ''
  return `${whereOf(finding)}${times} · ${finding.title} [${finding.code}]: ${termsOf(finding.accepted)}`
}

/** `by sdk-team until 2027-01-31, https://…` */
export function termsOf(accepted: VerdictFinding['accepted']): string {
  const { owner = '', expires = '', link = '' } = accepted ?? {}
  return `by ${owner} until ${expires}, ${link}`
}

export function expiredLine(issue: IssueShown): string {
  const { place, expires, fingerprint, owner } = issue
  return `${place}: expired on ${expires}, so the finding counts again: ${fingerprint} (${owner})`
}

export function staleLine({ place, fingerprint, owner }: IssueShown): string {
  return `${place}: the finding is gone: ${fingerprint} (${owner}); remove the entry`
}
