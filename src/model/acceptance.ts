/** Acceptances: what a team has accepted until a day. */

export type Acceptance = {
  readonly fingerprint: string
  readonly owner: string
  /** The last day on which it holds, in UTC: `2027-01-31`. */
  readonly until: string
  readonly reason: string
  /** `file:line:column`. */
  readonly place: string
}

/** An accepted finding. */
export type KnownIssue = Acceptance & {
  readonly link: string
  /** It holds for this target alone. */
  readonly target?: string
  /** It holds for this SDK alone. */
  readonly sdk?: string
}

/** Those that a run may find, and the day of the run. */
export type KnownIssues = {
  readonly issues: readonly KnownIssue[]
  readonly today: string
}

/** As a finding carries it. */
export type AcceptedBy = {
  readonly owner: string
  readonly reason: string
  readonly link: string
  /** The last day. */
  readonly expires: string
}

export type IssueShown = Omit<AcceptedBy, 'reason'> & {
  readonly fingerprint: string
  /** `file:line:column`. */
  readonly place: string
}

/** Known issues that change nothing. */
export type IssuesWithoutEffect = {
  /** The finding is there, and counts again. */
  readonly expired: readonly IssueShown[]
  /** The run looked for the finding, and it was not there. */
  readonly stale: readonly IssueShown[]
}
