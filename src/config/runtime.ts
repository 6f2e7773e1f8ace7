/** Runtime: settings of Node that would undo a promise of this suite, such as
 * the check of certificates. */
import type { TargetChoice } from '../auth/target.ts'
import { UsageError } from '../model/problem.ts'
import type { Environment } from './environment.ts'

/** Flags that weaken TLS, or that store what a process holds in its memory. */
const dangerous =
  /^--(?:tls-(?:min|max|cipher-list|keylog)|trace-tls|openssl-|force-fips=0|insecure-http-parser|heapsnapshot-|heap-prof|report-|experimental-network-inspection)/

/** Throws a `UsageError` before anything is sent to a target whose certificate
 * or key would not be safe. */
export function checkRuntime(
  choice: TargetChoice,
  {
    env,
    flags = process.execArgv,
  }: { readonly env: Environment; readonly flags?: readonly string[] },
): void {
  if (choice.kind === 'embedded') return
  if (!/^https:/i.test(choice.target.endpoint)) return
  if (env.NODE_TLS_REJECT_UNAUTHORIZED?.trim() === '0')
    throw refused(
      'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: any server could read the keys',
      'unset it; for a certificate of your own, use --ca FILE',
    )
  const flag = [...flagsIn(env.NODE_OPTIONS ?? ''), ...flags].find((it) =>
    dangerous.test(it.replaceAll('_', '-')),
  )
  if (flag === undefined) return
  const [name = flag] = flag.split('=')
  throw refused(
    `Node runs with ${name}: with it, TLS or the keys in memory are not safe`,
    `take ${name} out of NODE_OPTIONS, or out of the command`,
  )
}

/** Words of NODE_OPTIONS; Node knows double quotes there. */
function flagsIn(options: string): readonly string[] {
  return options.replaceAll(/["\\]/g, '').split(/\s+/)
}

function refused(fact: string, hint: string): UsageError {
  return new UsageError([{ code: 'target-refused', fact, hint }])
}
