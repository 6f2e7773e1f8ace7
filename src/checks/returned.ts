/** Returned: does the client hand its caller what the API sent? */
import type { JsonObject, JsonValue, Operation } from '../model/contract.ts'
import type { Finding } from '../model/finding.ts'
import { isList, listOf, objectOf, textOf } from '../scenario/json.ts'
import { findingOf } from './judgement.ts'

export type Returned = {
  readonly operation: Operation
  /** Of the `components` driver: `{ component, view: { kind, rows | text },
   * foreign: [origin] }`. */
  readonly returned: JsonValue
  /** Of the call's own response; undefined where there was none. */
  readonly body: JsonValue | undefined
}

export function checkReturned(given: Returned): readonly Finding[] {
  const component = textOf(objectOf(given.returned).component)
  if (component === undefined) return []
  return [...checkView(given, component), ...checkOrigins(given, component)]
}

/** A device table shows what the API sent: no row too many, and none at all only
 * where no device in the response belongs in it. */
function checkView(
  { operation, returned, body }: Returned,
  component: string,
): readonly Finding[] {
  const view = objectOf(objectOf(returned).view)
  const { devices } = objectOf(body)
  const sent = listOf(devices)
  const listed = sent.filter(isListed).length
  const isRight =
    view.kind === 'devices'
      ? Number(view.rows) <= sent.length
      : view.kind === 'empty' && isList(devices) && listed === 0
  if (isRight) return []
  const list = listed === 0 ? 'an empty list' : `a list of ${count(listed)}`
  return [
    findingOf({ operation }, 'component-view-wrong', {
      at: `page <${component}>`,
      expected: isList(devices)
        ? list
        : `${operation.path} to be called and shown`,
      received: describeView(view),
      key: `${component} ${textOf(view.kind) ?? ''}`,
    }),
  ]
}

function checkOrigins(
  { operation, returned }: Returned,
  component: string,
): readonly Finding[] {
  return listOf(objectOf(returned).foreign).map((origin) =>
    findingOf({ operation }, 'component-asks-elsewhere', {
      at: `page <${component}>`,
      expected: "requests to the API and the page's own origin",
      received: `a request to ${String(origin)}, which was blocked`,
      key: `${component} ${String(origin)}`,
    }),
  )
}

/** The table lists a device by what it can do. */
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

function count(devices: number): string {
  return devices === 1 ? '1 device' : `${devices} devices`
}

function describeView({ kind, rows, text = '' }: JsonObject): string {
  const shown = String(text)
  if (kind === 'devices') return `a list of ${count(Number(rows))}`
  if (kind === 'empty') return `an empty list: "${shown}"`
  if (kind === 'error') return `an error: "${shown}"`
  return shown === '' ? 'nothing' : `nothing that lasts: "${shown}"`
}
