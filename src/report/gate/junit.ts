/** JUnit: the result of the gate for a CI server. A _failure_ was judged and is
 * wrong, an _error_ could not be judged, a part that is _skipped_ was not. */
import type { GateResult } from '../../gate/gate.ts'
import { html, nothing, raw } from '../html/html.ts'
import type { Html } from '../html/html.ts'
import { gateTests } from './tests.ts'
import type { GateTest } from './tests.ts'

export function renderJunit(result: GateResult): string {
  const tests = gateTests(result)
  const { release, startedAt, durationMs } = result
  const count = (status: GateTest['status']): number =>
    tests.filter((it) => it.status === status).length
  const xml = html`${raw('<?xml version="1.0" encoding="utf-8"?>')}
    <testsuites>
      <testsuite
        name="gate ${release.name} ${release.version}"
        timestamp="${startedAt}"
        time="${durationMs / 1000}"
        tests="${tests.length}"
        failures="${count('failed')}"
        errors="${count('broken')}"
        skipped="${count('skipped')}"
        >${tests.map(renderTest)}</testsuite
      >
    </testsuites>`
  return `${xml.toString()}\n`
}

function renderTest(test: GateTest): Html {
  return html` <testcase classname="${test.family}" name="${test.title}"
    >${endOf(test)}</testcase
  >`
}

function endOf({ status, message, places, fingerprint }: GateTest): Html {
  const text = [fingerprint, message, ...places].join('\n')
  const [first = ''] = message.split('\n')
  switch (status) {
    case 'failed':
      return html`<failure message="${first}">${text}</failure>`
    case 'broken':
      return html`<error message="${first}">${text}</error>`
    case 'skipped':
      return html`<skipped message="${message}" />`
    case 'passed':
      return places.length === 0
        ? nothing
        : html`<system-out>${text}</system-out>`
    default:
      return status satisfies never
  }
}
