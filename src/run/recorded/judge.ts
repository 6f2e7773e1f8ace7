/** Judges the recorded exchanges of a run against another contract. Nothing is
 * sent. */
import { auth } from '../../checks/auth.ts'
import { availability } from '../../checks/availability.ts'
import { bodyForm } from '../../checks/body-form.ts'
import { bodySchema } from '../../checks/body-schema.ts'
import type { Check } from '../../checks/check.ts'
import { checkExchange } from '../../checks/index.ts'
import { noReply } from '../../checks/no-reply.ts'
import { status } from '../../checks/status.ts'
import { createValidator } from '../../contract/validate/validator.ts'
import type { Validator } from '../../contract/validate/validator.ts'
import type { Contract } from '../../model/contract.ts'
import { groupBy } from '../../model/group-by.ts'
import type { OutcomeRecord, StepOutcome } from '../../model/outcome.ts'
import type { RecordedExchange, Recording } from '../../model/recorded.ts'
import { caseStatus, statusOf } from '../status.ts'
import { exchangeOf, isOfRedaction } from './exchange.ts'
import { requiredOf } from './requirement.ts'

type NotJudged = { readonly case: string; readonly reason: string }

export type JudgedRecording = {
  readonly outcomes: readonly OutcomeRecord[]
  /** Cases of which nothing could be judged. */
  readonly notRun: readonly NotJudged[]
  /** Steps of the other cases. */
  readonly notJudged: readonly NotJudged[]
}

/** What a contract decides. What a scenario expects, and how long a response may
 * take, was judged by the run. */
const withBody: readonly Check[] = [
  noReply,
  availability,
  auth,
  status,
  bodyForm,
  bodySchema,
]
const withoutBody = withBody.slice(0, -2)

type Context = {
  readonly contract: Contract
  readonly validator: Validator
  readonly accepted: ReadonlySet<string>
  readonly file: string
}

type Numbered = { readonly exchange: RecordedExchange; readonly line: number }

/** @param file for the places of findings: the run is its first line. */
export function judgeRecording(
  { run, exchanges }: Recording,
  { contract, file }: { readonly contract: Contract; readonly file: string },
): JudgedRecording {
  const accepted = exchanges.flatMap(({ credential, reply }) =>
    reply && reply.status < 300 ? [credential] : [],
  )
  const context: Context = {
    contract,
    validator: createValidator(contract),
    accepted: new Set(accepted),
    file,
  }
  const numbered = exchanges.map((exchange, index) => ({
    exchange,
    line: index + 2,
  }))
  const cases = groupBy(numbered, ({ exchange }) => exchange.caseId)
  const judged = [...cases].map(([caseId, all]) => {
    const steps = all.map((one) => judgeOne(one, context))
    const kept = steps.filter((step) => step.status !== 'not-judged')
    return { caseId, kept, left: steps.filter((step) => !kept.includes(step)) }
  })
  return {
    outcomes: judged
      .filter(({ kept }) => kept.length > 0)
      .map(({ caseId, kept }) => outcomeOf(caseId, { steps: kept, file, run })),
    notRun: judged
      .filter(({ kept }) => kept.length === 0)
      .map(({ caseId, left: [step] }) => ({
        case: caseId,
        reason: step?.reason ?? '',
      })),
    notJudged: judged
      .filter(({ kept }) => kept.length > 0)
      .flatMap(({ caseId, left }) =>
        left.map(({ id, reason = '' }) => ({
          case: `${caseId} › ${id}`,
          reason,
        })),
      ),
  }
}

function judgeOne(
  { exchange: recorded, line }: Numbered,
  { contract, validator, accepted, file }: Context,
): StepOutcome {
  const { operation: key, credential, step, isProbe, reply } = recorded
  const exchange = exchangeOf(recorded)
  const head = {
    id: step,
    place: { file, line, column: 1 },
    operation: key,
    credential,
    ...(isProbe && { isProbe }),
    exchange,
    findings: [],
  } as const
  const operation = contract.operations.get(key)
  if (!operation) {
    const reason = `${contract.source} does not have ${key}`
    return { ...head, status: 'not-judged', reason }
  }
  const required = requiredOf(recorded, {
    reply,
    operation,
    isProven: credential === 'client_session' || accepted.has(credential),
  })
  const { judged, findings, body } = checkExchange(
    { exchange, operation, validator, ...required },
    reply?.body === undefined && reply ? withoutBody : withBody,
  )
  const kept = findings.filter(
    (finding) =>
      finding.code !== 'status-unexpected' &&
      !isOfRedaction(finding, { body, text: reply?.body ?? '' }),
  )
  return { ...head, status: statusOf(kept), findings: kept, judged }
}

function outcomeOf(
  caseId: string,
  {
    steps,
    file,
    run: { runId, target },
  }: Pick<Recording, 'run'> & {
    readonly steps: readonly StepOutcome[]
    readonly file: string
  },
): OutcomeRecord {
  return {
    caseId,
    title: caseId,
    scenarioId: caseId,
    scenarioTitle: caseId,
    place: { file, line: 1, column: 1 },
    owner: '',
    severity: 'normal',
    tags: [],
    row: {},
    target,
    driver: `run ${runId}`,
    ...caseStatus(steps),
    steps,
    cleanup: [],
    startedAtMs: 0,
    durationMs: 0,
  }
}
