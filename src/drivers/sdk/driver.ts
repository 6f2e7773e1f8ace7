/** The `sdk` driver: a release of an SDK makes the calls of scenarios, in a
 * process of its own behind the recording proxy. A call with a credential of a
 * page is sent by plain HTTP where the SDK has no option for one. */
import type { DriverSource, OpenDriver } from '../driver.ts'
import { createHttpDriver } from '../http.ts'
import { createSdkClient } from './client.ts'
import { readNode } from './node.ts'
import { readRelease } from './release.ts'

export const openSdkDriver: OpenDriver = async ({
  transport,
  retries,
  contract,
  sdk,
  node,
}) => {
  const release =
    sdk === undefined ? undefined : readRelease(sdk, await readNode(node))
  if (!release) return lackingRelease(sdk)
  const client = createSdkClient(release, { contract })
  const failure = await client.failure()
  return {
    name: 'sdk',
    ...(failure !== undefined && { lacking: failure }),
    open: async (observe) => {
      const observed = observe(transport)
      const plain = createHttpDriver(observed, { name: 'sdk', retries })
      return {
        name: 'sdk',
        call: (call) =>
          client.takes(call.authentication)
            ? client.call(call, { transport: observed })
            : plain.call(call),
        close: async () => {},
      }
    },
    close: client.close,
  }
}

function lackingRelease(sdk: string | undefined): DriverSource {
  const lacking =
    sdk === undefined
      ? 'no release of an SDK is named: set SEAMWATCH_SDK'
      : `"${sdk}" is not installed: "npx seamwatch run" installs it`
  return {
    name: 'sdk',
    lacking,
    open: () => Promise.reject(new Error(lacking)),
    close: async () => {},
  }
}
