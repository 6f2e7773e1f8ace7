/** One test's Allure result, completed from its outcome. */
import { createHash } from 'node:crypto'

import type { AllureReporter } from 'allure-playwright'

import { effects } from '../../model/catalog.ts'
import type { FindingClass } from '../../model/catalog.ts'
import type { OutcomeRecord } from '../../model/outcome.ts'
import { caseAnnotation, parseCaseLabel } from '../playwright/envelope.ts'
import type { CaseLabel, Envelope } from '../playwright/envelope.ts'
import { headline, notJudgedPrefix, unclearPrefix } from '../terminal/lines.ts'
import { visible } from '../../secrets/visible.ts'
import { enrichChange } from './change-result.ts'
import { stepRecords } from './steps.ts'
import type { WriteAttachment } from './steps.ts'
import { classesByWeight, heaviestClass } from '../../model/weight.ts'

type Listener = NonNullable<
  ConstructorParameters<typeof AllureReporter>[0]['listeners']
>[number]
type Result = Parameters<NonNullable<Listener['beforeTestResultWrite']>>[0]
type Step = Result['steps'][number]

export type Known = {
  /** By the text of the test's case label. */
  readonly envelopes: ReadonlyMap<string, Envelope>
  /** The project's root with a separator, to be cut from paths. */
  readonly root: string
  readonly write: WriteAttachment
}

const labelName = caseAnnotation.replace('allure.label.', '')

/** Changes Allure's own record, as Allure wants it. */
export function enrichResult(result: Result, known: Known): void {
  const { envelopes, root, write } = known
  if (enrichChange(result)) return
  const { statusDetails } = result
  if (statusDetails.trace !== undefined && root !== '') {
    statusDetails.trace = statusDetails.trace.replaceAll(root, '')
  }
  if (statusDetails.message !== undefined) {
    statusDetails.message = readable(statusDetails.message)
  }
  if (result.parameters.some(({ name }) => name === 'Retry')) {
    if (isStatus(result, 'passed'))
      Object.assign(statusDetails, { flaky: true })
  }
  const label = result.labels.find(({ name }) => name === labelName)
  if (!label) {
    // A mistake in our own input: no response was judged.
    if (isStatus(result, 'failed') && hasFailure(result, 'scenario')) {
      setStatus(result, 'broken')
    }
    return
  }
  result.labels = result.labels.filter((other) => other !== label)
  identify(result, parseCaseLabel(label.value))
  const envelope = envelopes.get(label.value)
  if (envelope) {
    const steps = [...stepRecords(envelope.shown ?? [], write)]
    result.steps.push(...(steps as Step[])) // records of Allure's own form
    complete(result, envelope)
  } else if (!isStatus(result, 'skipped')) {
    setStatus(result, 'broken')
    result.labels.push({ name: 'failure', value: 'suite' })
  }
}

/** A renamed title keeps its history; each driver and target has its own. */
function identify(result: Result, { caseId, driver, target, row }: CaseLabel) {
  result.testCaseId = testCaseIdOf({ driver, caseId })
  result.parameters.push(
    { name: 'target', value: target },
    { name: 'driver', value: driver },
    ...Object.entries(row).map(([name, value]) => ({
      name,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  )
}

/** The name under which Allure keeps the history of a case. */
export function testCaseIdOf({
  driver,
  caseId,
}: Pick<CaseLabel, 'driver' | 'caseId'>): string {
  return createHash('md5').update(`${driver} ${caseId}`).digest('hex')
}

function complete(result: Result, { outcome, shapes }: Envelope): void {
  const heaviest = heaviestClass(outcome.steps.flatMap((step) => step.findings))
  if (heaviest) result.labels.push({ name: 'failure', value: heaviest })
  const { statusDetails } = result
  if (outcome.status === 'failed' || outcome.status === 'inconclusive') {
    const isJudged = outcome.status === 'failed' && heaviest !== 'scenario'
    setStatus(result, isJudged ? 'failed' : 'broken')
    if (shapes) {
      statusDetails.expected = shapes.documented
      statusDetails.actual = shapes.received
    }
  } else if (isStatus(result, 'passed')) {
    const listed = headlinesOf(outcome)
    if (listed !== '') statusDetails.message = listed
  } else if (isStatus(result, 'skipped') && outcome.reason !== undefined) {
    statusDetails.message = `${notJudgedPrefix}${visible(outcome.reason)}`
  } else {
    // It failed after it was judged: the suite is at fault.
    setStatus(result, 'broken')
    result.labels.push({ name: 'failure', value: 'suite' })
  }
  for (const step of result.steps) markStep(step)
}

/** A step's attachments name what was found, or why it was not judged. */
function markStep(step: Step): void {
  for (const child of step.steps) {
    const message = child.name ?? ''
    const status = statusOf(message)
    if (status) {
      Object.assign(step, { status })
      step.statusDetails = { message }
    }
    markStep(child)
  }
}

function statusOf(name: string): 'failed' | 'broken' | 'skipped' | undefined {
  if (name.startsWith(notJudgedPrefix)) return 'skipped'
  if (name.startsWith(unclearPrefix)) return 'broken'
  const found = /^\[([A-Z-]+)\] /.exec(name)?.[1]?.toLowerCase()
  const known = classesByWeight.find((one) => one === found)
  return known && statusFor(known)
}

function statusFor(name: FindingClass): 'failed' | 'broken' | undefined {
  switch (effects[name]) {
    case 'fails':
      return 'failed'
    case 'inconclusive':
    case 'usage-error':
      return 'broken'
    case 'listed':
      return undefined
  }
}

function headlinesOf({ steps }: OutcomeRecord): string {
  return steps
    .filter(({ findings }) => findings.length > 0)
    .map(({ operation, findings }) => headline(operation, findings))
    .join('\n')
}

/** Without what differs between equal failures or stands elsewhere: the error's
 * name, the line for JUnit, the request id, the class (the category has it). */
function readable(message: string): string {
  return message
    .replace(/^(?:ContractBroken|CouldNotJudge): /, '')
    .replaceAll(/^\[[A-Z-]+\] /gm, '')
    .replace(/\n\n {2}expect\(\w+\)\.\w+\(\)$/, '')
    .replaceAll(/\n {2}request id: .*/g, '')
}

function hasFailure({ labels }: Result, value: string): boolean {
  return labels.some(
    (label) => label.name === 'failure' && label.value === value,
  )
}

// Allure's enum of statuses belongs to a package that is not ours to import;
// its values are these words.
function isStatus({ status }: Result, word: string): boolean {
  return String(status) === word
}

function setStatus(result: Result, status: 'failed' | 'broken'): void {
  Object.assign(result, { status })
}
