/** The result of the gate as tests: one for each cause, for each family of
 * checks that found nothing, and for each part that was not judged. */
import { catalog } from '../../checks/catalog.ts'
import type { GateResult } from '../../gate/gate.ts'
import { groupBy } from '../../model/group-by.ts'
import { visible } from '../../secrets/visible.ts'
import { causesByPart } from './causes.ts'
import type { Cause } from './causes.ts'

export type GateTest = {
  /** The same for each release: its history goes by it. */
  readonly fingerprint: string
  /** `sdk-credential` */
  readonly family: string
  readonly title: string
  readonly status: 'passed' | 'failed' | 'broken' | 'skipped'
  /** Its category in `reports/allurerc.mjs`. */
  readonly failure: string
  readonly message: string
  /** Where it was found. */
  readonly places: readonly string[]
}

export function gateTests(result: GateResult): readonly GateTest[] {
  const parts = causesByPart(result.findings)
  const causes = together([
    ...parts.fresh.map((it) => testOf(it, it.class)),
    ...parts.carriedOver.map((it) => testOf(it, 'carried-over')),
    ...parts.accepted.map((it) => testOf(it, 'accepted-change')),
    ...parts.notes.map((it) => testOf(it, it.class)),
    ...parts.ofApi.map((it) => testOf(it, 'of-the-api')),
  ])
  const notJudged = result.notJudged.map(notJudgedTest)
  return [...causes, ...notJudged, ...quietFamilies(causes, result)]
}

/** What is new in one place and carried over in another is one test: the new
 * part, which comes first, decides. */
function together(tests: readonly GateTest[]): readonly GateTest[] {
  const groups = groupBy(tests, ({ fingerprint }) => fingerprint)
  return [...groups.values()].map(([first, ...others]) => ({
    ...first,
    message: [first, ...others].map(({ message }) => message).join('\n\n'),
    places: [first, ...others].flatMap(({ places }) => places),
  }))
}

function testOf(cause: Cause, failure: string): GateTest {
  const { code, at, title, hint, findings, received } = cause
  const [{ expected }] = findings
  const status = failure === cause.class ? statusOf(cause) : 'passed'
  const what = received.map((it) => visible(it)).join('; ')
  const lines = [
    `${code}, ${cause.since}: expected ${visible(expected)}, received ${what}`,
    hint,
  ]
  return {
    fingerprint: `${code} · ${at}`,
    family: familyOf(code),
    // A fault that stands on a green row must say why it does.
    title: `${status === 'passed' ? `${labels[failure] ?? 'note'}: ` : ''}${title}: ${visible(at)}`,
    status,
    failure,
    message: lines.join('\n'),
    places: findings.map(({ operation, condition, key }) =>
      [operation, condition ?? '', key]
        .filter((part) => part !== '')
        .map((part) => visible(part))
        .join(' · '),
    ),
  }
}

const labels: Readonly<Record<string, string>> = {
  'carried-over': 'carried over',
  'accepted-change': 'accepted',
  'of-the-api': 'of the API',
}

function statusOf({ effect }: Cause): GateTest['status'] {
  switch (effect) {
    case 'fails':
      return 'failed'
    case 'listed':
      return 'passed'
    case 'inconclusive':
    case 'usage-error':
      return 'broken'
    default:
      return effect satisfies never
  }
}

function notJudgedTest({
  what,
  reason,
  fix,
}: GateResult['notJudged'][number]): GateTest {
  return {
    fingerprint: `not judged · ${what}`,
    family: 'not-judged',
    title: visible(what),
    status: 'skipped',
    failure: 'not-judged',
    message: [
      `not judged: ${visible(reason)}`,
      ...(fix === undefined ? [] : [visible(fix)]),
    ].join('\n'),
    places: [],
  }
}

/** Not judged is not passed. */
function quietFamilies(
  found: readonly GateTest[],
  { judged: { calls }, notJudged }: GateResult,
): readonly GateTest[] {
  const noisy = new Set(found.map(({ family }) => family))
  const codes = Object.keys(catalog).filter((code) =>
    /^(?:sdk|package)-/.test(code),
  )
  const families = groupBy(codes, familyOf)
  return [...families]
    .filter(([family]) => !noisy.has(family))
    .map(([family, own]) => {
      const isSkipped = calls === 0 && family !== 'package'
      return {
        fingerprint: `nothing found · ${family}`,
        family,
        title: `${family}: nothing found`,
        status: isSkipped ? ('skipped' as const) : ('passed' as const),
        failure: 'nothing-found',
        message: isSkipped
          ? `not judged: ${visible(notJudged[0]?.reason ?? 'no call was made')}`
          : `looked for: ${own.join(', ')}`,
        places: [],
      }
    })
}

/** `sdk-credential-shown` → `sdk-credential`, `package-entry-lost` →
 * `package` */
function familyOf(code: string): string {
  const words = code.split('-')
  return words.slice(0, code.startsWith('sdk-') ? 2 : 1).join('-')
}
