/** The cases: what a customer's page does with Seam's device table. */
import type { JsonValue } from '../../model/contract.ts'
import type { Severity } from '../../model/scenario.ts'

export type ComponentCase = {
  /** Stable name: `components/empty-device-table`. */
  readonly id: string
  /** What is proven, as a statement. */
  readonly title: string
  readonly owner: string
  readonly severity: Severity
  readonly tags: readonly string[]
  /** As a plan names them: `credential.api_key`. */
  readonly needs: readonly string[]
  /** `page`: with a publishable key, in the browser. `backend`: with the API
   * key, which hands the page a token and keeps the key. */
  readonly sessionMadeBy: 'page' | 'backend'
  /** What a body must hold beside the contract, by path. */
  readonly expect: Readonly<Record<string, JsonValue>>
}

const owner = 'web-components'
const usual = ['components', 'gate', 'nightly']

export const componentCases: readonly ComponentCase[] = [
  {
    id: 'components/new-user',
    title: 'a device table shows an empty list to a new user',
    owner,
    tags: usual,
    severity: 'critical',
    needs: ['credential.publishable_key'],
    sessionMadeBy: 'page',
    // A session sees what it was given, and it was given nothing.
    expect: { '/devices/list': { devices: { $length: 0 } } },
  },
  {
    id: 'components/given-devices',
    title: 'a device table shows the devices that a session was given',
    owner,
    tags: usual,
    severity: 'critical',
    needs: ['credential.api_key', 'target.connected_account_id'],
    sessionMadeBy: 'backend',
    expect: {},
  },
]

/** As scenarios are chosen: by tag, and by title or id. */
export function selectComponents({
  tags,
  grep,
}: {
  readonly tags: readonly string[]
  readonly grep?: RegExp
}): readonly ComponentCase[] {
  return componentCases
    .filter(
      (it) => tags.length === 0 || it.tags.some((tag) => tags.includes(tag)),
    )
    .filter(({ id, title }) => !grep || grep.test(id) || grep.test(title))
}
