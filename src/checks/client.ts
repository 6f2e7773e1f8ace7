/** Client: judges what a client did with a call. A ladder as well: without a
 * request, there is no value to compare. */
import type { Codes } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import type { CheckResult } from './check.ts'
import { clientAttempts, codes as attempts } from './client-attempts.ts'
import { clientCredential, codes as credential } from './client-credential.ts'
import { clientEnd, codes as end } from './client-end.ts'
import { clientError, codes as error } from './client-error.ts'
import type { ClientJudgement } from './client-judgement.ts'
import { clientManners, codes as manners } from './client-manners.ts'
import { clientRefused, codes as refused } from './client-refused.ts'
import { clientRequest, codes as request } from './client-request.ts'
import { clientTimeout, codes as timeout } from './client-timeout.ts'
import { clientValue, codes as value } from './client-value.ts'

const ladder = [
  clientCredential,
  clientRefused,
  clientManners,
  clientTimeout,
  clientEnd,
  clientRequest,
  clientAttempts,
  clientValue,
  clientError,
]

export const codesOfClient: readonly Codes[] = [
  credential,
  refused,
  manners,
  timeout,
  end,
  request,
  attempts,
  value,
  error,
]

export function checkClient(judgement: ClientJudgement): readonly Finding[] {
  const findings: Finding[] = []
  for (const check of ladder) {
    const found: CheckResult = check(judgement)
    findings.push(...found.findings)
    if (found.leaves === 'nothing') break
  }
  return findings
}
