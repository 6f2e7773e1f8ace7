/** The causes that the gate found as tests of the Allure report. */
import type { GateResult } from '../../gate/gate.ts'
import { gateTests } from '../gate/tests.ts'
import type { GateTest } from '../gate/tests.ts'
import { detailsOf, listed } from './changes.ts'
import type { ChangeTest } from './changes.ts'

export function gateChangeTests(result: GateResult): readonly ChangeTest[] {
  return gateTests(result).map((test) => testOf(test))
}

function testOf({
  fingerprint,
  family,
  title,
  status,
  failure,
  message,
  places,
}: GateTest): ChangeTest {
  return {
    details: detailsOf({
      feature: 'Release of an SDK',
      story: family,
      severity: status === 'failed' ? 'critical' : 'normal',
      tags: [status === 'failed' ? 'new' : failure],
      label: {
        fingerprint: `gate · ${fingerprint}`,
        title,
        message,
        failure,
        ...(status === 'broken' && { isBroken: true }),
      },
    }),
    steps: listed(places),
    attachments: [],
    ...(status === 'failed' || status === 'broken' ? { failure: message } : {}),
    ...(status === 'skipped' && { skipped: message }),
  }
}
