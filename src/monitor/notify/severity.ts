/** How bad a notice is, in the words of PagerDuty. */
import type { FindingClass } from '../../model/catalog.ts'
import type { Notice } from '../../model/monitor.ts'

export type Severity = 'critical' | 'error' | 'warning' | 'info'

const others: Partial<Record<FindingClass, Severity>> = {
  'auth-bypass': 'critical',
  credential: 'warning',
  latency: 'warning',
  scenario: 'warning',
  'spec-gap': 'info',
  'additive-drift': 'info',
  'sdk-note': 'info',
}

export function severityOf({ cause, kind }: Notice): Severity {
  if (cause) return others[cause.class] ?? 'error'
  return kind === 'undelivered' ? 'error' : 'warning'
}
