/** The policy of a monitor: when it pages, and whom. */
import type { FindingClass } from '../model/catalog.ts'
import type { NoticeKind } from '../model/monitor.ts'
import type { Flapping } from './step.ts'

export type ChannelKind = 'webhook' | 'slack' | 'pagerduty' | 'github'

type AnyChannel = {
  /** Unique in the policy; its kind where it has none. */
  readonly name: string
  /** Takes the notices of these owners only; of all, if absent. */
  readonly owners?: readonly string[]
  /** Takes these kinds only; all that its kind of channel shows, if absent. */
  readonly only?: readonly NoticeKind[]
}

export type Channel = AnyChannel &
  (
    | {
        readonly kind: 'webhook'
        readonly url: string
        /** `whsec_…`, of Standard Webhooks. */
        readonly secret: string
      }
    | { readonly kind: 'slack'; readonly url: string }
    | {
        readonly kind: 'pagerduty'
        /** The integration key, 32 characters. */
        readonly key: string
        readonly url: string
      }
    | {
        readonly kind: 'github'
        /** `owner/name`. */
        readonly repository: string
        readonly token: string
        readonly url: string
      }
  )

export type Window = {
  /** A weekday and a time, `Sun 02:00`; or an ISO instant in `from`. */
  readonly every?: string
  readonly from?: string
  readonly to?: string
  readonly forMs: number
  readonly zone: string
  readonly of: readonly FindingClass[]
  readonly why: string
}

export type Policy = {
  /** How long after a first look the same cases run again; 0: not at all. */
  readonly confirmAfterMs: number
  readonly outageAfterMs: number
  readonly missedAfterMs: number
  readonly flapping: Flapping
  readonly channels: readonly Channel[]
  /** Dead-man switch: pinged at the start and the end of each run. */
  readonly heartbeat?: {
    readonly url: string
    /** `plain` is pinged once, when a run was judged. */
    readonly style: 'healthchecks' | 'plain'
  }
  readonly windows: readonly Window[]
}

export const defaultPolicy: Policy = {
  confirmAfterMs: 60_000,
  outageAfterMs: 600_000,
  missedAfterMs: 26 * 3_600_000,
  flapping: { changes: 5, of: 10, quiet: 3 },
  channels: [],
  windows: [],
}
