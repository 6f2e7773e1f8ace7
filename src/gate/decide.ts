/** Decides: may the release be published? Pure. */
import type { IssuesWithoutEffect, KnownIssues } from '../model/acceptance.ts'
import { plural } from '../model/plural.ts'
import { byWeight, effectOf, isOfClient } from '../model/weight.ts'
import type { Effect } from '../model/catalog.ts'
import { fingerprintOf } from './found.ts'
import type { Found, NotJudged, Tried } from './found.ts'
import { acceptanceOf, issuesWithoutEffect } from './known.ts'

const noneKnown: KnownIssues = { issues: [], today: '' }

export type Answer = 'yes' | 'no' | 'inconclusive'

/** A finding about the release, seen so often. */
export type GateFinding = Found & {
  readonly fingerprint: string
  readonly effect: Effect
  readonly count: number
  /** `accepted`: a known issue, wherever else it is. */
  readonly since: 'new' | 'carried-over' | 'accepted'
  /** `api`: plain HTTP shows it, too. */
  readonly blame: 'sdk' | 'api' | 'package'
}

export type Decision = {
  readonly answer: Answer
  readonly exitCode: 0 | 1 | 3
  /** One line. */
  readonly why: string
  readonly findings: readonly GateFinding[]
  readonly notJudged: readonly NotJudged[]
  readonly knownIssues: IssuesWithoutEffect
}

export function decide({
  release,
  baseline,
  control,
  known = noneKnown,
}: {
  readonly release: Tried
  /** Undefined if there is nothing to compare with: all is new. */
  readonly baseline: Tried | undefined
  readonly control: Tried
  readonly known?: KnownIssues
}): Decision {
  const findings = classified(release, { baseline, control, known })
  const failing = findings.filter(
    ({ since, blame, effect }) =>
      since === 'new' && blame !== 'api' && effect === 'fails',
  )
  const notJudged = [...release.notJudged, ...(baseline?.notJudged ?? [])]
  const rest = {
    findings: findings.toSorted(inOrder),
    notJudged,
    knownIssues: issuesWithoutEffect(known, release),
  }
  // Beside a baseline that cannot be judged, all looks new.
  if (failing.length > 0 && baseline?.calls !== 0) {
    const [first] = failing.toSorted(inOrder)
    const more = failing.length === 1 ? '' : `, and ${failing.length - 1} more`
    const why = `new: ${first?.code}${more}`
    return { answer: 'no', exitCode: 1, why, ...rest }
  }
  const [unclear] = [
    ...notJudged,
    ...findings.flatMap(({ effect, blame, code: what, received: reason }) =>
      effect === 'inconclusive' && blame !== 'api' ? [{ what, reason }] : [],
    ),
  ]
  if (release.calls === 0 || unclear) {
    const why = unclear
      ? `not judged: ${unclear.what}: ${unclear.reason}`
      : 'nothing was judged'
    return { answer: 'inconclusive', exitCode: 3, why, ...rest }
  }
  const accepted = findings.filter(({ since }) => since === 'accepted').length
  const why = `nothing that fails is new${accepted > 0 ? `, ${plural(accepted, 'finding')} accepted` : ''}`
  return { answer: 'yes', exitCode: 0, why, ...rest }
}

function classified(
  release: Tried,
  {
    baseline,
    control,
    known,
  }: {
    readonly baseline: Tried | undefined
    readonly control: Tried
    readonly known: KnownIssues
  },
): readonly GateFinding[] {
  const before = namesOf(baseline)
  const ofApi = namesOf(control)
  const acceptedBy = acceptanceOf(known)
  return grouped(release.findings).map(
    ({ finding, fingerprint, count }): GateFinding => {
      const accepted = acceptedBy(finding)
      const age = before.has(fingerprint) ? 'carried-over' : 'new'
      return {
        ...finding,
        fingerprint,
        effect: effectOf(finding),
        count,
        since: accepted ? 'accepted' : age,
        ...(accepted && { accepted }),
        blame: blameOf(finding, ofApi.has(fingerprint)),
      }
    },
  )
}

function namesOf(tried: Tried | undefined): ReadonlySet<string> {
  return new Set(tried?.findings.map(fingerprintOf))
}

type Group = {
  readonly finding: Found
  readonly fingerprint: string
  readonly count: number
}

function grouped(findings: readonly Found[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const finding of findings) {
    const fingerprint = fingerprintOf(finding)
    const { count } = groups.get(fingerprint) ?? { count: 0 }
    groups.set(fingerprint, { finding, fingerprint, count: count + 1 })
  }
  return [...groups.values()]
}

function blameOf(finding: Found, isInControl: boolean): GateFinding['blame'] {
  if (finding.class === 'package') return 'package'
  return isInControl && !isOfClient(finding) ? 'api' : 'sdk'
}

function inOrder(left: GateFinding, right: GateFinding): number {
  return (
    Number(right.since === 'new') - Number(left.since === 'new') ||
    byWeight(left.class, right.class) ||
    left.fingerprint.localeCompare(right.fingerprint)
  )
}
