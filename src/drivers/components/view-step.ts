/** Judges the view: does the table show what was sent, and ask nobody else? */
import type { JsonValue } from '../../model/contract.ts'
import type { Finding } from '../../model/finding.ts'
import type { StepOutcome } from '../../model/outcome.ts'
import type { Place } from '../../model/problem.ts'
import { isList, listOf, objectOf } from '../../scenario/json.ts'
import { statusOf } from '../../run/assess.ts'
import type { JudgedExchange } from './judge.ts'
import { element } from './view.ts'
import type { View } from './view.ts'

export type Seen = {
  readonly view: View
  /** Origins that the page wanted to ask, and was not let. */
  readonly foreign: readonly string[]
}

const asked = '/devices/list'
const at = `page <${element}>`

/** The last step of a case. Where a call did not succeed, the failure is told
 * there, and what the page makes of it is not judged. */
export function viewStep(
  steps: readonly JudgedExchange[],
  {
    seen,
    place,
    spent,
  }: {
    readonly seen: Seen | undefined
    readonly place: Place
    /** Why the page may have been stopped, or not opened at all. */
    readonly spent?: string | undefined
  },
): StepOutcome {
  const step = {
    id: 'the page shows its devices',
    place,
    operation: `POST ${asked}` as const, // what the table shows is its reply
    credential: 'client_session',
  }
  const foreign = (seen?.foreign ?? []).map(foreignRequest)
  if (spent !== undefined) {
    const cut = {
      status: 'not-judged',
      reason: spent,
      isBlockedByLimit: true,
    } as const
    return { ...step, ...cut, findings: foreign }
  }
  const failed = steps.find(({ isSuccess }) => !isSuccess)
  if (!seen || failed) {
    const reason = failed
      ? `${failed.outcome.operation} did not succeed`
      : 'there was no session to show'
    return { ...step, status: 'not-judged', reason, findings: foreign }
  }
  const reply = steps.findLast(({ path }) => path === asked)
  const wrong = judgeView(seen.view, reply?.body)
  const findings = [...(wrong ? [wrong] : []), ...foreign]
  return { ...step, status: statusOf(findings), findings }
}

/** Undefined where the table shows what was sent: no row too many, and none at
 * all only where nothing that was sent belongs in it.
 * @param body of the reply with the devices; undefined where there was none. */
export function judgeView(
  view: View,
  body: JsonValue | undefined,
): Finding | undefined {
  const { devices } = objectOf(body)
  const sent = listOf(devices)
  const listed = sent.filter(isListed).length
  const isRight =
    view.kind === 'devices'
      ? view.rows <= sent.length
      : view.kind === 'empty' && isList(devices) && listed === 0
  if (isRight) return undefined
  const list = listed === 0 ? 'an empty list' : `a list of ${count(listed)}`
  return {
    code: 'component-view-wrong',
    operation: `POST ${asked}`,
    at,
    expected: isList(devices) ? list : `${asked} to be asked and shown`,
    received: describeView(view),
    key: `${element} ${view.kind}`,
  }
}

/** What the table lists, told by what a device can do. */
const listedCapabilities: ReadonlySet<JsonValue> = new Set([
  'access_code',
  'lock',
  'thermostat',
  'noise_detection',
])

function isListed(device: JsonValue): boolean {
  const { capabilities_supported: can } = objectOf(device)
  return listOf(can).some((it) => listedCapabilities.has(it))
}

function foreignRequest(origin: string): Finding {
  return {
    code: 'component-asks-elsewhere',
    operation: `POST ${asked}`,
    at,
    expected: "requests to the API and the page's own origin",
    received: `a request to ${origin}, which was blocked`,
    key: `${element} ${origin}`,
  }
}

function count(devices: number): string {
  return devices === 1 ? '1 device' : `${devices} devices`
}

function describeView(view: View): string {
  switch (view.kind) {
    case 'devices':
      return `a list of ${count(view.rows)}`
    case 'empty':
      return `an empty list: "${view.text}"`
    case 'error':
      return `an error: "${view.text}"`
    case 'unsettled':
      return view.text === '' ? 'nothing' : `nothing that lasts: "${view.text}"`
    default:
      return view satisfies never
  }
}
