/** Which channels take a notice. */
import type { Notice, NoticeKind } from '../../model/monitor.ts'
import { rules } from '../rules.ts'
import type { Channel, ChannelKind, Policy } from '../policy.ts'

const troubles = ['opened', 'regressed', 'flapping', 'expired'] as const
const ofCauses = [...troubles, 'recovered'] as const
const aboutItself = ['missed', 'damaged', 'undelivered'] as const

/** What each kind of channel shows at all. */
const shown: Readonly<Record<ChannelKind, readonly NoticeKind[]>> = {
  webhook: [...ofCauses, 'unconfirmed', ...aboutItself],
  slack: [...ofCauses, ...aboutItself],
  pagerduty: [...ofCauses, 'undelivered'],
  github: ofCauses,
}

/** Their names, in the order of the policy. */
export function channelsFor(
  notice: Notice,
  { channels }: Pick<Policy, 'channels'>,
): readonly string[] {
  return channels
    .filter((channel) => takes(channel, notice))
    .map(({ name }) => name)
}

function takes({ kind, owners, only }: Channel, notice: Notice): boolean {
  const { cause } = notice
  if (!shown[kind].includes(notice.kind)) return false
  if (only && !only.includes(notice.kind)) return false
  // What is about the monitor itself has no owner: everybody needs it.
  if (cause && owners && !owners.includes(cause.owner)) return false
  return kind !== 'pagerduty' || isPaged(notice)
}

/** Every trigger of PagerDuty may wake somebody: what waits for the morning goes
 * elsewhere. What was paged is resolved. */
function isPaged({ kind, urgency, cause }: Notice): boolean {
  if (kind !== 'recovered') return urgency === 'page'
  return cause !== undefined && rules[cause.class].urgency === 'page'
}
