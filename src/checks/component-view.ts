/** Component view: does a web component show the devices that the API sent? */
import type { Codes } from '../model/catalog.ts'
import type { JsonValue, Operation } from '../model/contract.ts'
import type { Finding } from '../model/finding.ts'
import { isList, listOr, objectOr } from '../model/json.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'component-view-wrong': {
    class: 'expectation',
    title: 'A web component does not show what the API sent',
    hint: "Look at the screenshot and the page's console. If every response is as documented, the component is wrong: call the team that releases the web components.",
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

/** What a device table shows once it no longer changes. */
export type ShownView =
  | { readonly kind: 'devices'; readonly rows: number }
  | {
      /** `unsettled`: it still changed when the time was over. */
      readonly kind: 'empty' | 'error' | 'unsettled'
      readonly text: string
    }

export type ShownComponent = {
  /** Whose response holds the devices. */
  readonly operation: Pick<Operation, 'key'>
  /** Name of the component's element: `seam-device-table`. */
  readonly element: string
  readonly view: ShownView
  /** Of the response with the devices; undefined where there was none. */
  readonly body: JsonValue | undefined
}

/** The table may show fewer rows than there are devices, but not more; it may be
 * empty only if no device belongs in it. */
export function checkComponentView({
  operation,
  element,
  view,
  body,
}: ShownComponent): readonly Finding[] {
  const { devices } = objectOr(body)
  const sent = listOr(devices)
  const listed = sent.filter(belongsInTable).length
  const isRight =
    view.kind === 'devices'
      ? view.rows <= sent.length
      : view.kind === 'empty' && isList(devices) && listed === 0
  if (isRight) return []
  const list = listed === 0 ? 'an empty list' : `a list of ${count(listed)}`
  return [
    newFinding(
      { operation },
      {
        code: 'component-view-wrong',
        at: `page <${element}>`,
        expected: isList(devices) ? list : 'a response with a list of devices',
        received: describeView(view),
        key: `${element} ${view.kind}`,
      },
    ),
  ]
}

/** The table lists devices that have one of these capabilities. */
const listedCapabilities: ReadonlySet<JsonValue> = new Set([
  'access_code',
  'lock',
  'thermostat',
  'noise_detection',
])

function belongsInTable(device: JsonValue): boolean {
  const { capabilities_supported: capabilities } = objectOr(device)
  return listOr(capabilities).some((it) => listedCapabilities.has(it))
}

function count(devices: number): string {
  return devices === 1 ? '1 device' : `${devices} devices`
}

function describeView(view: ShownView): string {
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
