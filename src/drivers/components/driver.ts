/** The `components` driver: opens a page with one of Seam's web components, as
 * a customer would. The component sends its requests through the recording
 * proxy. The calls of a customer's backend go through the engine's
 * transport. */
import type { Browser } from 'playwright'
import type { Authentication } from '../../auth/credential.ts'
import type { JsonObject } from '../../model/contract.ts'
import { startRecordingProxy } from '../../transport/recording-proxy.ts'
import type { Transport } from '../../transport/transport.ts'
import {
  browserType,
  findBrowser,
  launchOptions,
  whyNone,
} from '../browser/find.ts'
import { withoutBrowser } from '../browser/driver.ts'
import type {
  CallResult,
  Driver,
  Evidence,
  OpenDriver,
  PreparedCall,
} from '../driver.ts'
import { createHttpDriver } from '../http.ts'
import { findComponents } from './package.ts'
import type { ComponentsPackage } from './package.ts'
import { element } from './view.ts'
import { visit } from './visit.ts'
import type { Visited } from './visit.ts'

/** How long a component may take to show its result: its client tries three
 * times. */
const settleMs = 20_000

/** The operation whose response the device table shows. */
const shown = '/devices/list'

export const openComponents: OpenDriver = async (options) => {
  const found = findBrowser()
  // A wrong folder is the more useful message.
  if (!found) {
    findComponents(options.components)
    return withoutBrowser('components', whyNone(process.env))
  }
  const type = browserType(found.kind)
  return openComponentsIn(() => type.launch(launchOptions(found)), options)
}

/** @param launch a browser of the driver, which closes it. */
export async function openComponentsIn(
  launch: () => Promise<Pick<Browser, 'newContext' | 'close'>>,
  {
    transport,
    retries,
    components: folder,
    pageTimeoutMs = settleMs,
  }: Parameters<OpenDriver>[0],
): ReturnType<OpenDriver> {
  const components = findComponents(folder)
  const browser = await launch()
  return {
    name: 'components',
    open: async (observe) =>
      createComponentsDriver({
        browser,
        components,
        transport: observe(transport),
        retries,
        timeoutMs: pageTimeoutMs,
      }),
    close: () => browser.close(),
  }
}

type Parts = {
  readonly browser: Pick<Browser, 'newContext'>
  readonly components: ComponentsPackage
  /** With the ledger and the limits around it. */
  readonly transport: Transport
  readonly retries: Parameters<typeof createHttpDriver>[1]['retries']
  readonly timeoutMs: number
}

function createComponentsDriver({
  transport,
  retries,
  ...page
}: Parts): Driver {
  const name = 'components'
  const backend = createHttpDriver(transport, { name, retries })
  let last: Visited | undefined
  const showTable = async (call: PreparedCall): Promise<CallResult> => {
    const attributes = attributesFor(call)
    if (!attributes) {
      const { scheme } = call.authentication
      const unsupported = `<${element}> takes publishable_key or client_session, not ${scheme}`
      return { exchanges: [], unsupported }
    }
    const proxy = await startRecordingProxy({ transport })
    try {
      last = await visit({ ...page, attributes, proxy })
    } finally {
      await proxy.close()
    }
    const { exchanges, view, foreign } = last
    const returned = { component: element, view, foreign }
    return { exchanges, hasOwnParameters: true, returned }
  }
  return {
    name,
    call: (call) =>
      call.operation.path === shown ? showTable(call) : backend.call(call),
    evidence: async () => evidenceOf(last),
    close: async () => {},
  }
}

/** The attributes that give the table its credential; undefined for a
 * credential that pages must not have. */
function attributesFor({
  authentication,
  parameters,
}: PreparedCall): JsonAttributes | undefined {
  const secret = secretIn(authentication)
  switch (authentication.scheme) {
    case 'publishable_key':
      return {
        'publishable-key': secret,
        'user-identifier-key': textOf(parameters, 'user_identifier_key'),
      }
    case 'client_session':
      return { 'client-session-token': secret }
    default:
      return undefined
  }
}

type JsonAttributes = Readonly<Record<string, string>>

/** `Bearer TOKEN`, or the bare key. */
function secretIn({ headers }: Authentication): string {
  return headers[0]?.[1].replace(/^Bearer /, '') ?? ''
}

function textOf(parameters: JsonObject, name: string): string {
  const value = parameters[name]
  return typeof value === 'string' ? value : ''
}

function evidenceOf(visited: Visited | undefined): readonly Evidence[] {
  if (!visited) return []
  const { screenshot, console } = visited
  const lines = console.join('\n')
  return [
    { name: 'the page', contentType: 'image/png', body: screenshot },
    ...(lines === ''
      ? []
      : [
          {
            name: 'console of the page',
            contentType: 'text/plain',
            body: lines,
          },
        ]),
  ]
}
