/** Decides: may the release be published? Pure. */
import type { IssuesWithoutEffect, KnownIssues } from '../model/acceptance.ts'
import { byWeight, effectOf, isOfClient } from '../model/weight.ts'
import type { Effect } from '../model/catalog.ts'
import { fingerprintOf } from './found.ts'
import type { Found, NotJudged, Tried } from './found.ts'
import { acceptanceOf, issuesWithoutEffect } from './known.ts'
import { whyNot, whyYes } from './why.ts'

const noneKnown: KnownIssues = { issues: [], today: '' }

export type Answer = 'yes' | 'no' | 'inconclusive'

/** A finding about the release, seen so often. */
export type GateFinding = Omit<Found, 'call'> & {
  readonly fingerprint: string
  /** Ids of the calls that show it, in `calls.ndjson`: those of the baseline
   * and of plain HTTP have the same. */
  readonly calls: readonly string[]
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
  const isCompared = baseline?.calls !== 0 || baseline.notJudged.length === 0
  if (failing.length > 0 && isCompared) {
    const why = whyNot(failing.toSorted(inOrder))
    return { answer: 'no', exitCode: 1, why, ...rest }
  }
  const [unclear] = [
    ...notJudged,
    ...findings.flatMap(({ effect, blame, code: what, received: reason }) =>
      effect === 'inconclusive' && blame !== 'api' ? [{ what, reason }] : [],
    ),
  ]
  if (unclear || release.calls === 0) {
    const why = unclear
      ? `not judged: ${unclear.what}: ${unclear.reason}`
      : 'nothing was judged'
    return { answer: 'inconclusive', exitCode: 3, why, ...rest }
  }
  const why = whyYes(findings)
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
  return grouped(release.findings).map((group): GateFinding => {
    const accepted = acceptedBy(group)
    const age = before.has(group.fingerprint) ? 'carried-over' : 'new'
    return {
      ...group,
      effect: effectOf(group),
      since: accepted ? 'accepted' : age,
      ...(accepted && { accepted }),
      blame: blameOf(group, ofApi.has(group.fingerprint)),
    }
  })
}

function namesOf(tried: Tried | undefined): ReadonlySet<string> {
  return new Set(tried?.findings.map(fingerprintOf))
}

type Group = Omit<GateFinding, 'effect' | 'since' | 'blame'>

function grouped(findings: readonly Found[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const { call, ...finding } of findings) {
    const fingerprint = fingerprintOf(finding)
    const { count = 0, calls = [] } = groups.get(fingerprint) ?? {}
    groups.set(fingerprint, {
      ...finding,
      fingerprint,
      count: count + 1,
      calls: [...new Set(call === undefined ? calls : [...calls, call])],
    })
  }
  return [...groups.values()]
}

function blameOf(finding: Group, isInControl: boolean): GateFinding['blame'] {
  if (finding.code.startsWith('package-')) return 'package'
  return isInControl && !isOfClient(finding) ? 'api' : 'sdk'
}

function inOrder(left: GateFinding, right: GateFinding): number {
  return (
    Number(right.since === 'new') - Number(left.since === 'new') ||
    byWeight(left.class, right.class) ||
    left.fingerprint.localeCompare(right.fingerprint)
  )
}
