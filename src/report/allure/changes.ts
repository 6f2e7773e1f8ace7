/** The changes of a review as tests of the Allure report. */
import type { Severity } from '../../model/scenario.ts'
import { visible, visibleJson } from '../../secrets/visible.ts'
import { exampleOf } from '../review-example.ts'
import type { ChangeRecord, ReviewRecord } from '../review-record.ts'
import { factsOf, firstOf, proofWords, titleOf, whom } from '../review-words.ts'
import { changeAnnotation, type ChangeLabel } from './change-result.ts'

export type ChangeTest = {
  /** For `test(title, details, body)`. */
  readonly details: {
    readonly annotation: { type: string; description: string }[]
    readonly tag: string[]
  }
  readonly steps: readonly string[]
  readonly attachments: readonly {
    readonly name: string
    readonly body: string
  }[]
  /** Absent where the test passes. */
  readonly failure?: string
  /** Why it was not judged. */
  readonly skipped?: string
}

/** One for each change that may break somebody; one for all others. */
export function changeTests(record: ReviewRecord): readonly ChangeTest[] {
  return [
    ...record.changes.filter(isHarmful).map(testOf),
    ...record.notCompared.map(notComparedTest),
    compatibleTest(record.changes.filter((change) => !isHarmful(change))),
  ]
}

function isHarmful({ level }: ChangeRecord): boolean {
  return level === 'breaking' || level === 'risky'
}

function testOf(change: ChangeRecord): ChangeTest {
  const { fingerprint, level, code, at, accepted, operations } = change
  const isFailed = level === 'breaking' && !accepted
  const message = messageOf(change)
  const isAuth = code.startsWith('auth-')
  return {
    details: detailsOf({
      story: code,
      severity: isAuth
        ? 'blocker'
        : level === 'breaking'
          ? 'critical'
          : 'normal',
      tags: [
        level,
        ...(isAuth ? ['security'] : []),
        ...(accepted ? ['accepted'] : []),
      ],
      label: {
        fingerprint,
        title: `${visible(at)}: ${titleOf(change)}`,
        message,
        failure: accepted ? 'accepted-change' : `${level}-change`,
      },
    }),
    steps: listed(operations.map((operation) => visible(operation))),
    attachments: attachmentsOf(change),
    ...(isFailed && { failure: message }),
  }
}

function messageOf(change: ChangeRecord): string {
  const { before, after, why, hint, who, operations, accepted } = change
  const { shown, more } = firstOf(operations)
  const names = shown.map((name) => visible(name)).join(', ')
  return [
    `${visible(before)} → ${visible(after)}`,
    '',
    ...(accepted
      ? [
          `accepted by ${visible(accepted.owner)} until ${accepted.until}: ${visible(accepted.reason)}`,
        ]
      : []),
    `${why} ${hint}`,
    `whom: ${whom[who]} of ${names}${more > 0 ? ` and ${more} more` : ''}`,
    `proof: ${proofWords(change)}`,
    ...factsOf(change).flatMap(({ name, items }) =>
      listed(items.map((item) => visible(item))).map(
        (item) => `${name}: ${item}`,
      ),
    ),
    `where: ${visible(change.old.place)} → ${visible(change.new.place)}`,
    `to accept it: ${visible(change.fingerprint)}`,
  ].join('\n')
}

function attachmentsOf(change: ChangeRecord): ChangeTest['attachments'] {
  const { before, after, witness } = change
  const example = exampleOf(change)
  return [
    {
      name: 'before and after',
      body: `- ${visible(before, 2000)}\n+ ${visible(after, 2000)}`,
    },
    ...(witness && example
      ? [
          {
            name: `witness: a ${witness.of === 'request' ? 'request' : 'response'} that only the ${witness.allowedBy} contract allows`,
            body: example.text,
          },
        ]
      : []),
  ]
}

function notComparedTest({
  at,
  why,
  operations,
}: ReviewRecord['notCompared'][number]): ChangeTest {
  const message = `${visible(at)} cannot be compared: ${visible(why)}`
  return {
    details: detailsOf({
      story: 'not-compared',
      severity: 'normal',
      tags: ['not-compared'],
      label: {
        fingerprint: `not-compared · ${at}`,
        title: `${visible(at)}: not compared`,
        message,
        failure: 'not-compared',
        isBroken: true,
      },
    }),
    steps: listed(operations.map((operation) => visible(operation))),
    attachments: [],
    failure: message,
  }
}

function compatibleTest(changes: readonly ChangeRecord[]): ChangeTest {
  const lines = changes.map(
    (change) =>
      `${visible(change.at)}: ${titleOf(change)}: ${visible(change.before)} → ${visible(change.after)}`,
  )
  return {
    details: detailsOf({
      story: 'compatible',
      severity: 'trivial',
      tags: ['compatible'],
      label: {
        fingerprint: 'compatible',
        title: 'Compatible changes',
        message: lines.length === 0 ? 'There is none.' : lines.join('\n'),
        failure: 'compatible-change',
      },
    }),
    steps: listed(lines),
    attachments: [],
  }
}

export function detailsOf({
  feature = 'Contract change',
  story,
  severity,
  tags,
  label,
}: {
  readonly feature?: string
  readonly story: string
  readonly severity: Severity
  readonly tags: readonly string[]
  readonly label: ChangeLabel
}): ChangeTest['details'] {
  return {
    annotation: [
      { type: 'allure.label.epic', description: 'Seam client sessions' },
      { type: 'allure.label.feature', description: feature },
      { type: 'allure.label.story', description: story },
      { type: 'allure.label.severity', description: severity },
      { type: changeAnnotation, description: visibleJson(label) },
    ],
    tag: tags.map((tag) => `@${tag}`),
  }
}

/** More steps would hide what follows them. */
const mostListed = 100

export function listed(lines: readonly string[]): readonly string[] {
  const more = lines.length - mostListed
  return more > 0 ? [...lines.slice(0, mostListed), `and ${more} more`] : lines
}
