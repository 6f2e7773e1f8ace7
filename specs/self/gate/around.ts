/** What a party of the gate needs to send its requests to a sandbox. */
import { targetOf } from '../../../src/auth/embedded.ts'
import type { Around } from '../../../src/gate/target.ts'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import { countersHere } from '../../../src/transport/policy/limits.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'

export function aroundOf(sandbox: Sandbox): Around {
  return {
    target: targetOf(sandbox),
    limits: defaultLimits,
    guards: {
      rules: { isReadOnly: false },
      counters: countersHere(),
      workers: 1,
    },
    isStopped: () => false,
  }
}
