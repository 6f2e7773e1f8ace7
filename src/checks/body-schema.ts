/** Body schema: is every value, at any depth, as the contract documents it? */
import type { Codes } from '../model/catalog.ts'
import type {
  DocumentedMediaType,
  DocumentedResponse,
  Violation,
} from '../model/contract.ts'
import type { Finding } from '../model/finding.ts'
import { nothingFound } from './check.ts'
import type { Check, CheckResult } from './check.ts'
import type { Documented } from './documented.ts'
import { findingOf } from './finding.ts'
import type { ReplyJudgement } from './judgement.ts'
import { propertiesOf } from './properties.ts'
import { renamedFrom } from './renamed.ts'

export const codes = {
  'body-required-missing': {
    class: 'breaking-drift',
    title: 'A required property is missing',
    hint: 'Typed clients rely on it. Ask the API team to send it, or to make it optional in the contract.',
  },
  'body-type-wrong': {
    class: 'breaking-drift',
    title: 'A value does not have the documented type',
    hint: 'Typed clients fail or misread it. Ask the API team to fix the API, or the contract.',
  },
  'body-null-unexpected': {
    class: 'breaking-drift',
    title: 'A value is null, but the contract does not allow null',
    hint: 'Typed clients fail on it. Ask the API team to send a value, or to make the property nullable in the contract.',
  },
  'body-format-wrong': {
    class: 'breaking-drift',
    title: 'A value does not have the documented format',
    hint: 'Clients that parse it (dates, UUIDs) fail. Ask the API team to fix the API, or the contract.',
  },
  'body-enum-unknown': {
    class: 'breaking-drift',
    title: 'A value is not one of the documented values',
    hint: 'Clients that handle each documented value fail on this one. Ask the API team to document it.',
  },
  'body-constraint-broken': {
    class: 'breaking-drift',
    title: 'A value breaks a documented limit',
    hint: 'Clients that rely on the limit misbehave. Ask the API team to fix the value, or the limit in the contract.',
  },
  'body-variant-unmatched': {
    class: 'breaking-drift',
    title: 'A value matches none of the documented variants',
    hint: 'Clients cannot know how to read it. Ask the API team to fix the value, or to document the variant.',
  },
  'body-property-undocumented': {
    class: 'additive-drift',
    title: 'The response has a property that the contract does not document',
    hint: 'Most clients ignore it. Ask the API team to document the property, or to stop sending it.',
  },
  'body-property-renamed': {
    class: 'breaking-drift',
    title: 'An optional property has another name',
    hint: 'Clients that read the documented name find nothing there. Ask the API team to send the documented name, beside the new one if need be.',
  },
  'body-write-only-sent': {
    class: 'breaking-drift',
    title: 'The response has a property that is for requests only',
    hint: 'It may show a secret, such as a password. Ask the API team to stop sending it, then treat each value that was sent as known to others.',
  },
  'schema-uncompilable': {
    class: 'scenario',
    title: 'The schema in the contract cannot be used',
    hint: 'The body was not judged. Run npx seamwatch contract pull, or ask the API team to fix the schema.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

const codesByKind: Readonly<Record<Violation['kind'], keyof typeof codes>> = {
  'required-missing': 'body-required-missing',
  'type-wrong': 'body-type-wrong',
  'null-unexpected': 'body-null-unexpected',
  'format-wrong': 'body-format-wrong',
  'enum-unknown': 'body-enum-unknown',
  'constraint-broken': 'body-constraint-broken',
  'variant-unmatched': 'body-variant-unmatched',
  'property-undocumented': 'body-property-undocumented',
  'write-only-sent': 'body-write-only-sent',
  undecided: 'schema-uncompilable',
}

export const bodySchema: Check = {
  codes,
  needs: 'body',
  check: (judgement, earlier) => {
    const { json, documented } = judgement
    const { response, mediaType } = documented
    if (!response || !mediaType) return nothingFound
    const subject = { ...documented, response, mediaType }
    if (json.kind !== 'json' && json.kind !== 'text') return nothingFound
    const body = json.kind === 'json' ? json.exact : json.value
    return compare(judgement, { ...subject, body, earlier })
  },
}

type Subject = Documented & {
  readonly response: DocumentedResponse
  readonly mediaType: DocumentedMediaType
}

function compare(
  judgement: ReplyJudgement,
  subject: Subject & {
    readonly body: unknown
    readonly earlier: readonly Finding[]
  },
): CheckResult {
  const { body, response, mediaType, form, earlier } = subject
  const { validator, operation } = judgement
  const ready = validator.bodyJudge(operation, response, mediaType, form)
  if (ready.kind === 'uncompilable') {
    const finding = newFinding(judgement, {
      code: 'schema-uncompilable',
      at: 'body',
      expected: 'a schema that compiles',
      received: ready.message,
      contractPointer: mediaType.schemaPointer ?? response.pointer,
    })
    return { findings: [finding] }
  }
  if (ready.kind === 'unjudged') return nothingFound
  const violations = ready.judge(body)
  const findings = violations
    .map((violation) => broken(judgement, { violation, others: violations }))
    .filter((finding) => !isExposed(finding, earlier))
  return violations.some(({ kind }) => kind === 'undecided')
    ? { findings }
    : { findings, judged: { body: 'judged', properties: propertiesOf(body) } }
}

/** An undocumented property that holds a credential is found already. */
function isExposed(
  { code, at }: Finding,
  earlier: readonly Finding[],
): boolean {
  return (
    code === 'body-property-undocumented' &&
    earlier.some(
      (it) =>
        it.at === at ||
        (/^[.[]/.test(it.at.slice(at.length)) && it.at.startsWith(at)),
    )
  )
}

function broken(
  judgement: ReplyJudgement,
  {
    violation,
    others,
  }: { readonly violation: Violation; readonly others: readonly Violation[] },
): Finding {
  const isExtra = violation.kind === 'property-undocumented'
  const name = isExtra
    ? renamedFrom(violation, { judgement, others })
    : undefined
  return newFinding(judgement, {
    code:
      name === undefined
        ? codesByKind[violation.kind]
        : 'body-property-renamed',
    at: violation.at === '' ? 'body' : `body.${violation.at}`,
    expected: name === undefined ? violation.documented : `"${name}"`,
    received: violation.received,
    key: `${violation.pointer} ${withoutIndexes(violation.path)}`,
    contractPointer: violation.pointer,
    bodyPath: violation.path,
  })
}

/** All elements of a list share one fingerprint. */
function withoutIndexes(path: readonly (string | number)[]): string {
  return path
    .map((step) => (typeof step === 'number' ? '[]' : step))
    .join('.')
    .replaceAll('.[]', '[]')
}
