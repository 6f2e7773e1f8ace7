/** The attachment in which a worker hands an outcome to the reporters. */
import type { TestCase, TestResult } from '@playwright/test/reporter'

import type { Outcome } from '../../model/outcome.ts'
import type { JsonObject } from '../../model/contract.ts'

/** Our reporters find it by this type; other reporters ignore it. */
export const outcomeType = 'application/vnd.seamwatch.outcome+json'
export const outcomeName = 'seamwatch outcome'

/** A documented and a received shape, for a side-by-side view. */
export type Shapes = {
  readonly documented: string
  readonly received: string
}

/** A step as a report shows it. */
export type ShownStep = {
  readonly title: string
  readonly startedAtMs: number
  readonly endedAtMs: number
  /** In the order in which people read them. */
  readonly parts: readonly Part[]
}

/** What is attached to a step; a line of text is its own name. */
export type Part = {
  readonly name: string
  readonly contentType: string
  readonly body: string
}

export type Envelope = {
  readonly outcome: Outcome
  readonly shapes?: Shapes
  readonly shown?: readonly ShownStep[]
}

/** Which case a test stands for, known before it runs. */
export type CaseLabel = {
  readonly caseId: string
  readonly driver: string
  readonly target: string
  readonly row: JsonObject
}

/** Type of the annotation that carries a `CaseLabel` as JSON. */
export const caseAnnotation = 'allure.label.seamwatch'

type Attachment = TestResult['attachments'][number]

/** What each attachment holds, read once: several reporters ask for it. */
const known = new WeakMap<Attachment, Envelope>()

export function attachmentOf(envelope: Envelope): Attachment {
  const attachment = { name: outcomeName, contentType: outcomeType }
  known.set(attachment, envelope)
  return attachment
}

/** Undefined where the test ended without an outcome. */
export function outcomeOf(result: TestResult): Envelope | undefined {
  const found = result.attachments.findLast(
    ({ contentType }) => contentType === outcomeType,
  )
  if (!found) return undefined
  const read = known.get(found)
  if (read) return read
  if (!found.body) return undefined
  // Written by `publish` in this very run, from a typed value.
  const envelope = JSON.parse(found.body.toString('utf8')) as Envelope
  known.set(found, envelope)
  return envelope
}

/** Undefined where the test is not a case of a scenario. */
export function caseOf(
  test: Pick<TestCase, 'annotations'>,
): CaseLabel | undefined {
  const found = test.annotations.find(({ type }) => type === caseAnnotation)
  if (found?.description === undefined) return undefined
  return parseCaseLabel(found.description)
}

export function parseCaseLabel(text: string): CaseLabel {
  return JSON.parse(text) as CaseLabel // written by `annotationsFor` alone
}
