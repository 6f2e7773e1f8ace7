/** The status of a run: which of its findings and counts decides. */
import { plural } from '../model/plural.ts'
import { classesByWeight } from '../model/weight.ts'
import type { Effect } from '../model/catalog.ts'
import type {
  Counts,
  SuiteError,
  Verdict,
  VerdictFinding,
} from '../model/verdict.ts'

export type Grounds = {
  readonly counts: Counts
  readonly findings: readonly VerdictFinding[]
  readonly suiteErrors: readonly SuiteError[]
  /** Whether there is an earlier run to compare with. */
  readonly isCompared: boolean
  /** Why a limit of the run blocked requests, if one did. */
  readonly cutShort?: string
}

/** The suite error of a run that a signal ended. */
export const interruption: SuiteError = {
  what: 'the run',
  message: 'it was interrupted',
}

type Decision = Pick<Verdict, 'status' | 'exitCode' | 'why'>

/**
 * A real failure is never masked: failed (1), then our own input or suite at
 * fault (2), then inconclusive (3). A run that judged nothing never passes.
 */
export function decide(grounds: Grounds): Decision {
  const { counts, suiteErrors } = grounds
  const { cases } = counts
  const fails = having(grounds, 'fails')
  if (fails.length > 0 || cases.failed > 0) {
    const why =
      fails.length > 0
        ? `${byClass(fails)}${grounds.isCompared ? news(fails) : ''}.`
        : `${plural(cases.failed, 'case')} failed.`
    return { status: 'failed', exitCode: 1, why }
  }
  const ours = having(grounds, 'usage-error')
  if (suiteErrors.length > 0 || ours.length > 0 || cases.total === 0) {
    return { status: 'inconclusive', exitCode: 2, why: ourFault(grounds, ours) }
  }
  const blocked = having(grounds, 'inconclusive')
  if (blocked.length > 0 || cases.inconclusive > 0) {
    const what =
      cases.inconclusive === 0
        ? byClass(blocked)
        : `${plural(cases.inconclusive, 'case')} of ${cases.total} could not be judged${
            blocked.length > 0 ? `: ${byClass(blocked)}` : ''
          }`
    const why = `${what}.${grounds.cutShort === undefined ? '' : ` The run was cut short: ${grounds.cutShort}.`}`
    return { status: 'inconclusive', exitCode: 3, why }
  }
  if (grounds.cutShort !== undefined) {
    const why = `The run was cut short: ${grounds.cutShort}.`
    return { status: 'inconclusive', exitCode: 3, why }
  }
  if (cases.passed === 0 || counts.statusesJudged === 0) {
    const why = `Nothing was judged: ${plural(cases.total, 'case')}, and no response was checked against the contract.`
    return { status: 'inconclusive', exitCode: 3, why }
  }
  return { status: 'passed', exitCode: 0, why: allWell(grounds) }
}

function having({ findings }: Grounds, effect: Effect) {
  return findings.filter((finding) => finding.effect === effect)
}

function ourFault(
  { counts, suiteErrors }: Grounds,
  ours: readonly VerdictFinding[],
): string {
  if (suiteErrors.some(isInterruption)) {
    const { passed, failed, inconclusive } = counts.cases
    return `The run was interrupted: ${plural(passed + failed + inconclusive, 'case')} judged until then. Run it again.`
  }
  if (suiteErrors.length > 0) {
    return `Seamwatch itself failed: ${plural(suiteErrors.length, 'error')}, the first in "${suiteErrors[0]?.what ?? ''}".`
  }
  return ours.length > 0
    ? `The scenarios, the contract or the settings are wrong: ${[...new Set(ours.map(({ title }) => title))].join('; ')}.`
    : counts.cases.total === 0
      ? 'Nothing matched: no case ran.'
      : 'The scenarios, the contract or the settings are wrong.'
}

function isInterruption({ what, message }: SuiteError): boolean {
  return what === interruption.what && message === interruption.message
}

function allWell({ counts, findings }: Grounds): string {
  const { cases } = counts
  const accepted = findings.filter((finding) => finding.accepted).length
  const listed = findings.length - accepted
  const rest = [
    cases.notJudged > 0 ? `${cases.notJudged} not judged` : '',
    listed > 0 ? `${plural(listed, 'finding')} listed` : '',
    accepted > 0 ? `${plural(accepted, 'finding')} accepted` : '',
  ].filter((part) => part !== '')
  const whole = `${plural(cases.passed, 'case')} passed, ${plural(counts.bodiesJudged, 'body', 'bodies')} checked against the contract`
  return `${[whole, ...rest].join('; ')}.`
}

/** `2 findings of class outage`, `3 findings: 2 of class latency, 1 of …` */
function byClass(findings: readonly VerdictFinding[]): string {
  const parts = classesByWeight
    .map((name) => ({
      name,
      times: findings.filter((finding) => finding.class === name).length,
    }))
    .filter(({ times }) => times > 0)
  const all = plural(findings.length, 'finding')
  const [only, ...rest] = parts.map(({ name }) => `of class ${name}`)
  return rest.length === 0
    ? `${all} ${only}`
    : `${all}: ${parts.map(({ name, times }) => `${times} of class ${name}`).join(', ')}`
}

function news(findings: readonly VerdictFinding[]): string {
  const count = (wanted: VerdictFinding['since']) =>
    findings.filter(({ since }) => since === wanted).length
  const fresh = count('new')
  const back = count('regressed')
  if (fresh === findings.length) return '; all new'
  if (fresh + back === 0) return '; none new'
  const parts = [
    ...(fresh > 0 ? [`${fresh} new`] : []),
    ...(back > 0 ? [`${back} regressed`] : []),
  ]
  return `; ${parts.join(', ')}`
}
