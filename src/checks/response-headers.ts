/** Response headers: are those that the contract documents there, and right? */
import type { Codes } from '../model/catalog.ts'
import type { DocumentedHeader, Violation } from '../model/contract.ts'
import type { Reply } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import { codes as codesOfBody } from './body-schema.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { findingOf } from './finding.ts'
import type { ReplyJudgement } from './judgement.ts'

const codes = {
  'header-missing': {
    class: 'breaking-drift',
    title: 'A documented header is missing',
    hint: 'Clients rely on a header that is required. Ask the API team to send it, or to make it optional in the contract.',
  },
  'header-value-wrong': {
    class: 'breaking-drift',
    title: 'A header is not as documented',
    hint: 'Clients that parse it fail or misread it. Ask the API team to fix the header, or the contract.',
  },
  'header-property-undocumented': {
    class: 'additive-drift',
    title: 'A header has a property that the contract does not document',
    hint: 'Most clients ignore it. Ask the API team to document the property, or to stop sending it.',
  },
} as const satisfies Codes

const newFinding = findingOf({
  ...codes,
  'schema-uncompilable': codesOfBody['schema-uncompilable'],
})

export const responseHeaders: Check = {
  codes,
  needs: 'body',
  check: (judgement) => {
    const { exchange, documented } = judgement
    const { response } = documented
    // A client may hide headers that were sent, and a page sees only those that
    // CORS exposes.
    const isHidden = exchange.fidelity !== 'wire' || exchange.page !== undefined
    if (!response?.headers || isHidden) return nothingFound
    return {
      findings: response.headers.flatMap((it) => judgeHeader(judgement, it)),
    }
  },
}

function judgeHeader(
  judgement: ReplyJudgement,
  header: DocumentedHeader,
): readonly Finding[] {
  const { name, isRequired, pointer } = header
  const at = `header ${name.toLowerCase()}`
  const text = textOf(judgement.reply, name)
  if (text === undefined) {
    const missing = newFinding(judgement, {
      code: 'header-missing',
      at,
      expected: 'present',
      received: 'absent',
      key: name,
      contractPointer: pointer,
    })
    return isRequired ? [missing] : []
  }
  const made = judgement.validator.headerJudge(header)
  if (made.kind !== 'ready') return []
  return made.judge(text).map((violation) =>
    newFinding(judgement, {
      code: codeOf(violation),
      at: violation.at === '' ? at : `${at}, ${violation.at}`,
      expected: violation.documented,
      received: violation.received,
      key: `${name} ${violation.pointer}`,
      contractPointer: violation.pointer,
    }),
  )
}

function codeOf({ kind }: Violation) {
  if (kind === 'undecided') return 'schema-uncompilable'
  return kind === 'property-undocumented'
    ? 'header-property-undocumented'
    : 'header-value-wrong'
}

/** Several headers of one name are one list (RFC 9110 §5.3). */
function textOf({ headers }: Reply, name: string): string | undefined {
  const found = headers.filter(
    ([key]) => key.toLowerCase() === name.toLowerCase(),
  )
  if (found.length === 0) return undefined
  return found.map(([, value]) => value).join(', ')
}
