/** Explains a cause: what the runs saw of it, and which rule decided. Pure. */
import type { CauseState, Phase } from '../model/monitor.ts'
import type { Policy } from './policy.ts'
import { rules } from './rules.ts'
import type { Rule } from './rules.ts'
import type { MonitorRecord } from './store/record.ts'

const phases: Readonly<Record<Phase, string>> = {
  held: 'held: seen, and not yet confirmed; nothing was opened',
  open: 'open',
  flapping: 'open: it comes and goes',
  accepted: 'accepted as a known issue',
  recovered: 'recovered',
  retired: 'retired: the suite no longer has the cases that saw it',
}

export function explainCause(
  cause: CauseState,
  {
    policy,
    record: { outbox },
  }: {
    readonly policy: Pick<Policy, 'confirmAfterMs' | 'outageAfterMs'>
    readonly record: Pick<MonitorRecord, 'outbox'>
  },
): readonly string[] {
  const { key, title, phase, episode, looks, runs, accepted } = cause
  const { opens, urgency } = rules[cause.class]
  const waiting = outbox.filter(({ notice }) => notice.key === key)
  return [
    `${title}`,
    `  cause     ${key}`,
    `  class     ${cause.class}: ${ruleText({ opens, urgency }, policy)}`,
    `  state     ${phases[phase]}${accepted ? `, until ${accepted.expires}` : ''}`,
    `  episode   ${episode}${cause.openedAt === undefined ? '' : `, opened ${cause.openedAt}`}`,
    `  sent      ${cause.isNoticed ? 'yes, and not yet that it ended' : 'nothing that is open'}`,
    `  runs      seen in ${runs.seen} of ${runs.looked} that looked`,
    `  looks     ${looks}  (x seen, . not seen, ? not looked; the newest is the last)`,
    `  last seen ${cause.lastSeen}, last looked for ${cause.lastLooked}`,
    ...waiting.map(
      ({ notice, channels }) =>
        `  waiting   ${notice.kind}, for ${channels.join(', ')}`,
    ),
  ]
}

function ruleText(
  { opens, urgency }: Rule,
  {
    confirmAfterMs,
    outageAfterMs,
  }: Pick<Policy, 'confirmAfterMs' | 'outageAfterMs'>,
): string {
  const effect = urgency === 'page' ? 'it pages' : 'it waits for the morning'
  switch (opens) {
    case 'at-once':
      return `${effect} when the first run sees it`
    case 'confirmed':
      return `${effect} when the same cases see it again after ${seconds(confirmAfterMs)}, or 2 of 5 runs saw it`
    case 'lasting':
      return `${effect} when it lasts ${seconds(outageAfterMs)}, or in two runs in a row`
    case 'repeated':
      return `${effect} when three runs in a row saw it`
    case 'never':
      return 'it is listed, and never sent'
  }
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`
}
