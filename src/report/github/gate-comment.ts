/** The answer of the gate as one comment of a pull request. */
import { entryOf } from '../../checks/catalog.ts'
import type { GateFinding } from '../../gate/decide.ts'
import type { GateResult } from '../../gate/gate.ts'
import { newNames } from '../../gate/known.ts'
import { groupBy } from '../../model/group-by.ts'
import { plural } from '../../model/plural.ts'
import { expiredLine, staleLine } from '../terminal/accepted-lines.ts'
import { fit, folded, longestComment, type Piece } from './fit.ts'
import { code, codeInTable } from './markdown.ts'

/** By it the next gate finds the comment, and writes it again. */
const commentMarker = '<!-- seamwatch-gate -->'

type Group = readonly [GateFinding, ...GateFinding[]]

export function renderGateComment(result: GateResult): string {
  const { answer, why, release, baseline, contract, judged } = result
  const { expired, stale } = result.knownIssues
  const fails = result.findings.filter(({ effect }) => effect !== 'listed')
  const notes = result.findings.filter(({ effect }) => effect === 'listed')
  const of = (findings: readonly GateFinding[], since: GateFinding['since']) =>
    groupsOf(findings.filter((it) => it.since === since && it.blame !== 'api'))
  const news = of(fails, 'new')
  const pieces: readonly Piece[] = [
    ...(news.length === 0 ? [] : [{ what: 'head', text: `\n${head}` }]),
    ...news.map((group) => ({ what: 'new rows', text: rowOf(group) })),
    ...folded(
      'to accept',
      newNames(result.findings).map((name) => code(name)),
    ),
    ...folded(
      'not judged',
      result.notJudged.map(
        ({ what, reason }) => `${code(what)}: ${code(reason)}`,
      ),
    ),
    ...folded('carried over', of(fails, 'carried-over').map(lineOf)),
    ...folded(
      'accepted',
      groupsOf(result.findings.filter(({ accepted }) => accepted)).map(
        acceptedLine,
      ),
    ),
    ...folded('known issues without effect', [
      ...expired.map((issue) => code(expiredLine(issue))),
      ...stale.map((issue) => code(staleLine(issue))),
    ]),
    ...folded('new notes', of(notes, 'new').map(lineOf)),
  ]
  const against = baseline ? `against ${code(baseline.version)}` : 'alone'
  return fit(pieces, {
    limit: longestComment,
    head: `${commentMarker}\n**Release gate: ${answer}.** ${code(`${release.name} ${release.version}`)} ${against}: ${code(why)}`,
    foot: `\nJudged: ${plural(judged.cases, 'case')}, ${plural(judged.calls, 'call')}, ${plural(judged.requests, 'request')} by ${code(contract.source)}, on ${code(result.target)}. \`gate.html\` has the evidence.\n`,
    whole: '`gate.json`',
  })
}

const head = `| finding | where | expected | received |\n|${' --- |'.repeat(4)}`

/** The same at several operations or under several conditions is one row. */
function groupsOf(findings: readonly GateFinding[]): readonly Group[] {
  return [
    ...groupBy(findings, ({ code: name, at }) => `${name} ${at}`).values(),
  ]
}

function rowOf(group: Group): string {
  const [first] = group
  const cells = [
    `**${first.code}**: ${entryOf(first).title}`,
    whereOf(group, codeInTable),
    codeInTable(first.expected),
    codeInTable(first.received),
  ]
  return `| ${cells.join(' | ')} |`
}

function lineOf(group: Group): string {
  const [first] = group
  return `**${first.code}**: ${entryOf(first).title}: ${whereOf(group, code)}`
}

function acceptedLine(group: Group): string {
  const { owner = '', expires = '', link = '' } = group[0].accepted ?? {}
  return `${lineOf(group)}; by ${code(owner)} until ${expires}, ${code(link)}`
}

const mostPlaces = 5

/** `output`: `PUT /client_sessions/create` and 3 more */
function whereOf(group: Group, show: (text: string) => string): string {
  const operations = new Set(group.map(({ operation }) => operation))
  const named = [...operations].filter((name) => name !== '')
  const shown = named.slice(0, mostPlaces).map((name) => show(name))
  const more = named.length - mostPlaces
  const places = named.length === 0 ? '' : `: ${shown.join(', ')}`
  return `${show(group[0].at)}${places}${more > 0 ? ` and ${more} more` : ''}`
}
