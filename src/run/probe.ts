/** Sends requests that change nothing, outside of any case, within the limits of
 * a run. */
import { authenticate, ownScheme, secretsOf } from '../auth/credential.ts'
import type { Authentication } from '../auth/credential.ts'
import type { Target } from '../auth/target.ts'
import type { Contract } from '../model/contract.ts'
import { isBlockedByLimit } from '../model/exchange.ts'
import type { Exchange, Request } from '../model/exchange.ts'
import type { Redacted } from '../model/outcome.ts'
import { redactHeaders } from '../secrets/headers.ts'
import { createSecrets, redacted } from '../secrets/redact.ts'
import { realClock } from '../transport/clock.ts'
import { createPlaywrightTransport } from '../transport/playwright.ts'
import { limitsOf } from '../transport/policy/limits.ts'
import type { LimitOptions } from '../transport/policy/limits.ts'
import { withPolicies } from '../transport/policy/policy.ts'
import type { Limits } from '../transport/transport.ts'
import { userAgent } from '../transport/version.ts'
import { retriesOf } from './retries.ts'

export type ProbeOptions = {
  readonly target: Target
  /** Which headers carry a credential. */
  readonly contract: Contract
  /** No other request is sent. */
  readonly reads: ReadonlySet<string>
  readonly limits: Limits
  readonly guards: LimitOptions
  /** Secrets that are not among the target's credentials. */
  readonly secrets: readonly string[]
}

export type Probed<Probe> = {
  readonly probe: Probe
  /** The scheme that was used. */
  readonly credential: string
  /** Absent where nothing was sent; `reason` says why. */
  readonly exchange?: Redacted<Exchange>
  readonly reason?: string
}

/** @param probes each with the scheme of its credential, `none`, or `own`. */
export async function sendProbes<
  Probe extends { readonly request: Request; readonly credential: string },
>(
  probes: readonly Probe[],
  { target, contract, reads, limits, guards, secrets: more }: ProbeOptions,
): Promise<readonly Probed<Probe>[]> {
  const { keyring, endpoint } = target
  const rules = { ...guards.rules, isReadOnly: true }
  const transport = withPolicies(
    await createPlaywrightTransport(endpoint, limits),
    [
      ...retriesOf({ limits, clock: realClock, reads }),
      ...limitsOf({ ...guards, rules, reads }),
    ],
  )
  const secrets = createSecrets([...new Set([...secretsOf(keyring), ...more])])
  const probed: Probed<Probe>[] = []
  try {
    for (const probe of probes) {
      const credential =
        probe.credential === 'own' ? ownScheme(keyring) : probe.credential
      const authentication = authenticate(contract, credential, { keyring })
      if (!authentication) {
        const reason = `the credential ${credential} is not configured`
        probed.push({ probe, credential, reason })
        continue
      }
      const exchange = await transport.send(
        signed(probe.request, authentication),
      )
      const { result } = exchange
      if (result.kind === 'reply') secrets.learn(result.body)
      if (isBlockedByLimit(exchange)) {
        probed.push({ probe, credential, reason: exchange.result.message })
        continue
      }
      const shown = redactHeaders(exchange, authentication.placeholders)
      probed.push({ probe, credential, exchange: redacted(shown, secrets) })
    }
    return probed
  } finally {
    await transport.close()
  }
}

function signed(request: Request, { headers }: Authentication): Request {
  return {
    ...request,
    headers: [...request.headers, ['user-agent', userAgent], ...headers],
  }
}
