/** Component origins: does a web component send requests to the API alone? */
import type { Codes } from '../model/catalog.ts'
import type { Operation } from '../model/contract.ts'
import type { Finding } from '../model/finding.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'component-asks-elsewhere': {
    class: 'additive-drift',
    title: 'A web component sends requests to a host that is not the API',
    hint: 'The request was blocked. Find out what this release requests there, and ask the team that releases the web components whether customers know.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export type BlockedOrigins = {
  /** That the component is there to call. */
  readonly operation: Pick<Operation, 'key'>
  /** Name of the component's element: `seam-device-table`. */
  readonly element: string
  /** Neither the API's nor the page's own. */
  readonly origins: readonly string[]
}

export function checkComponentOrigins({
  operation,
  element,
  origins,
}: BlockedOrigins): readonly Finding[] {
  return origins.map((origin) =>
    newFinding(
      { operation },
      {
        code: 'component-asks-elsewhere',
        at: `page <${element}>`,
        expected: "requests to the API and the page's own origin",
        received: `a request to ${origin}, which was blocked`,
        key: `${element} ${origin}`,
      },
    ),
  )
}
