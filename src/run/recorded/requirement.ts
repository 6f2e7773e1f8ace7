/** What another contract requires of a recorded exchange: whether its credential
 * must be accepted, and which statuses were wanted. */
import type { CredentialUse, Requirement } from '../../checks/judgement.ts'
import { assumptionsOfCode, inferred } from '../../model/basis.ts'
import type { Operation } from '../../model/contract.ts'
import type { RecordedExchange, RecordedReply } from '../../model/recorded.ts'

export type Required = {
  readonly requirement: Requirement
  readonly credential: CredentialUse
}

/** A run that found one of these did not want the status. */
const unwanted =
  /^(?:status-un(?:expected|documented)|server-error|rate-limited|redirect-answered|edge-blocked|refusal-missing|credential-(?:unaccepted|refused)) /

const anyRefusal = [400, 401, 403, 404]

export function requiredOf(
  exchange: RecordedExchange,
  {
    reply,
    operation: { security },
    isProven,
  }: {
    readonly reply: RecordedReply | undefined
    readonly operation: Operation
    /** Whether another call of the run accepted the credential. */
    readonly isProven: boolean
  },
): Required {
  const { credential: scheme, isListed, isProbe, caseId, step } = exchange
  const name = scheme === 'none' ? '' : scheme
  const isAccepted = security.includes(name)
  const isOpen = security.length === 0 || security.includes('')
  const status = reply?.status ?? 200
  const wanted = wasWanted(exchange, status) ? [status] : []
  const head = { name: `${caseId} › ${step}` }
  const credential = { scheme, isProven, ...(name === '' && { basis: '' }) }
  // Another form of a valid credential, of which the record does not say which:
  // what the run required stays required.
  const [first] = security
  const isForm = !isListed && !isProbe && !isAccepted && first !== undefined
  // What the contract of the run did not list, this one does.
  if (isProbe && !isListed && isAccepted)
    return {
      credential: { ...credential, isProven: name === '' || isProven },
      requirement: { ...head, statuses: [200], isRefusalExpected: false },
    }
  const isLost = isListed === true && !isProbe && !isAccepted
  // An open operation may accept whatever is sent.
  if (!isOpen && (isProbe || isLost))
    return {
      credential,
      requirement: {
        ...head,
        statuses: [200],
        isRefusalExpected: true,
        refusals: isLost ? anyRefusal : [401, 403, ...wanted],
        // The run found that it shows nothing.
        ...(isProbe && wanted.length > 0 && { harmless: {} }),
      },
    }
  const statuses = isProbe ? [status] : wanted
  const others = status === 200 ? [] : [200]
  return {
    credential: isForm
      ? { ...credential, basis: first, isProven: true }
      : credential,
    requirement: {
      ...head,
      statuses: statuses.length > 0 ? statuses : others,
      isRefusalExpected: false,
      ...(isForm && { basis: inferred(assumptionsOfCode.lowerCaseBearer) }),
    },
  }
}

/** A setup step reports nothing about its status. */
function wasWanted(
  { findings = [], isSetup }: RecordedExchange,
  status: number,
): boolean {
  if (isSetup && status >= 300) return false
  return !findings.some((fingerprint) => unwanted.test(`${fingerprint} `))
}
