/** Settles which findings of a run are accepted, and which entries change
 * nothing. Pure. */
import type {
  AcceptedBy,
  IssueShown,
  IssuesWithoutEffect,
  KnownIssue,
  KnownIssues,
} from '../model/acceptance.ts'

/** Those that hold for a target and an SDK. */
export function inScope(
  issues: readonly KnownIssue[],
  where: { readonly target: string; readonly sdk?: string | undefined },
): readonly KnownIssue[] {
  return issues.filter(
    ({ target = where.target, sdk = where.sdk }) =>
      target === where.target && sdk === where.sdk,
  )
}

/** By fingerprint; without those that have expired. */
export function acceptedIn({
  issues,
  today,
}: KnownIssues): ReadonlyMap<string, AcceptedBy> {
  return new Map(
    issues
      .filter(({ until }) => until >= today)
      .map(({ fingerprint, owner, reason, link, until }) => [
        fingerprint,
        { owner, reason, link, expires: until },
      ]),
  )
}

export function withoutEffect(
  { issues, today }: KnownIssues,
  {
    found,
    wasLookedFor,
  }: {
    /** Fingerprints. */
    readonly found: ReadonlySet<string>
    readonly wasLookedFor: (fingerprint: string) => boolean
  },
): IssuesWithoutEffect {
  const absent = issues.filter(({ fingerprint }) => !found.has(fingerprint))
  return {
    expired: issues
      .filter((one) => found.has(one.fingerprint) && one.until < today)
      .map(shown),
    stale: absent
      .filter(({ fingerprint }) => wasLookedFor(fingerprint))
      .map(shown),
  }
}

function shown(issue: KnownIssue): IssueShown {
  const { fingerprint, owner, link, until, place } = issue
  return { fingerprint, owner, expires: until, link, place }
}
