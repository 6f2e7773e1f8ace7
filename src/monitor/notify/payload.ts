/** The payload of a notice: what each channel shows, and a webhook sends as it
 * is. Redacted, and safe to show. */
import type { CauseFinding, CauseState, Notice } from '../../model/monitor.ts'
import type { NoticeKind, Urgency } from '../../model/monitor.ts'
import type { FindingClass } from '../../model/catalog.ts'
import type { VerdictStatus } from '../../model/history.ts'
import { visible } from '../../secrets/visible.ts'
import { ownTexts } from './own-texts.ts'
import { severityOf } from './severity.ts'
import type { Severity } from './severity.ts'

/** Of a run, what its process knows. */
export type RunFacts = {
  readonly id: string
  /** ISO instant. */
  readonly startedAt?: string
  readonly verdict?: VerdictStatus
  /** URL. */
  readonly report?: string
}

export type PayloadFinding = Omit<CauseFinding, 'seenAt'>

/** `schemas/notification.schema.json` describes it. */
export type Payload = {
  readonly schemaVersion: 1
  readonly type: `finding.${NoticeKind}` | `monitor.${NoticeKind}`
  readonly kind: NoticeKind
  readonly id: string
  /** ISO instants. */
  readonly timestamp: string
  readonly urgency: Urgency
  readonly severity: Severity
  readonly target: string
  readonly driver: string
  readonly key: string
  readonly class?: FindingClass
  readonly title: string
  readonly why: string
  readonly owner?: string
  readonly hint: string
  readonly episode?: number
  readonly firstSeen?: string
  readonly openedAt?: string
  readonly lastSeen?: string
  readonly runs?: { readonly seen: number; readonly looked: number }
  readonly findings: readonly PayloadFinding[]
  /** So many findings are left out. */
  readonly more: number
  readonly run: RunFacts
  /** A later run delivers it than the one that made it. */
  readonly late: boolean
}

export type Circumstances = {
  readonly target: string
  readonly driver: string
  /** Of the run that delivers. */
  readonly run?: RunFacts
  readonly isLate: boolean
  readonly redact: (text: string) => string
}

const mostFindings = 20
/** Standard Webhooks: below 20 kB. */
const mostBytes = 20_000

export function payloadOf(notice: Notice, around: Circumstances): Payload {
  const show = (text: string, limit: number): string =>
    visible(around.redact(text), limit)
  const { cause, id, kind, timestamp, urgency, key, why, runId } = notice
  const own = ownTexts(notice)
  const all = (cause?.findings ?? []).map((it) => shownFinding(it, show))
  const payload: Payload = {
    schemaVersion: 1,
    type: cause ? `finding.${kind}` : `monitor.${kind}`,
    kind,
    id,
    timestamp,
    urgency,
    severity: severityOf(notice),
    target: show(around.target, 200),
    driver: around.driver,
    key: show(key, 1000),
    title: show(cause?.title ?? own.title, 300),
    why: show(why, 600),
    hint: show(cause?.hint ?? own.hint, 600),
    ...(cause && factsOf(cause, show)),
    findings: [],
    more: all.length,
    run: runFacts(runId, { run: around.run, show }),
    late: around.isLate,
  }
  return fitted(payload, all)
}

type Show = (text: string, limit: number) => string

function factsOf(cause: CauseState, show: Show) {
  const { episode, firstSeen, openedAt, lastSeen, runs } = cause
  return {
    class: cause.class,
    ...(cause.owner !== '' && { owner: show(cause.owner, 200) }),
    episode,
    firstSeen,
    ...(openedAt !== undefined && { openedAt }),
    lastSeen,
    runs,
  }
}

function shownFinding(finding: CauseFinding, show: Show): PayloadFinding {
  const { requestId } = finding
  return {
    fingerprint: show(finding.fingerprint, 1000),
    code: finding.code,
    operation: show(finding.operation, 200),
    at: show(finding.at, 300),
    expected: show(finding.expected, 300),
    received: show(finding.received, 300),
    ...(requestId !== undefined && { requestId: show(requestId, 100) }),
  }
}

/** What this process knows is of its own run. */
function runFacts(
  id: string,
  { run, show }: { readonly run: RunFacts | undefined; readonly show: Show },
): RunFacts {
  const shown = { id: show(id, 100) }
  if (run?.id !== id) return shown
  const { report } = run
  return {
    ...run,
    ...shown,
    ...(report !== undefined && { report: show(report, 500) }),
  }
}

/** With as many findings as fit. */
function fitted(payload: Payload, all: readonly PayloadFinding[]): Payload {
  for (let count = Math.min(all.length, mostFindings); count > 0; count -= 1) {
    const findings = all.slice(0, count)
    const more = all.length - count
    const fuller: Payload = { ...payload, findings, more }
    if (Buffer.byteLength(JSON.stringify(fuller)) < mostBytes) return fuller
  }
  return payload
}
