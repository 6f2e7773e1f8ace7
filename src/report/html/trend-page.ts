/** The trend page: the last verdict, then causes, runs and operations by day. One
 * file, without a script. */
import type { MonitorStatus } from '../../monitor/status.ts'
import type { Trend } from '../../monitor/trend/days.ts'
import { renderDuration } from '../terminal/duration.ts'
import { windowOf } from '../trend/window.ts'
import { html, nothing, raw } from './html.ts'
import type { Html } from './html.ts'
import { policy } from './policy.ts'
import { renderCauses } from './trend-causes.ts'
import { renderOperations, renderRuns } from './trend-rows.ts'
import { trendStyle } from './trend-style.ts'

export type TrendPage = {
  readonly trend: Trend
  readonly status: MonitorStatus
  readonly driver: string
  readonly nowMs: number
}

export function renderTrend(given: TrendPage): string {
  const { trend, status, nowMs } = given
  const window = windowOf(trend, nowMs)
  const open = new Set(status.open.map(({ key }) => key))
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        ${policy}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Trend: ${status.target}</title>
        <style>
          ${raw(trendStyle)}
        </style>
      </head>
      <body>
        <svg class="defs" aria-hidden="true">
          <pattern
            id="hatch"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <path class="hatch" d="M0 0v6" />
          </pattern>
        </svg>
        <main>
          ${verdict(given)} ${renderCauses(trend, { window, open })}
          ${renderRuns(trend, window)} ${renderOperations(trend, window)}
        </main>
      </body>
    </html>`
  return compact(page.toString())
}

const words = {
  passed: 'Passed',
  failed: 'Failed',
  inconclusive: 'Inconclusive',
  never: 'Not judged yet',
} as const

function verdict({ trend, status, driver, nowMs }: TrendPage): Html {
  const { last } = trend
  const name = last?.status ?? 'never'
  const facts = [
    ['target', status.target],
    ['driver', driver],
    ['last run', last?.startedAt ?? 'none'],
    ...(last?.metrics
      ? [
          ['took', renderDuration(last.metrics.durationMs)] as const,
          ['cases', casesOf(last.metrics.cases)] as const,
        ]
      : []),
    [
      'this page',
      `${new Date(nowMs).toISOString().slice(0, 16)}Z, days in UTC`,
    ],
  ] as const
  return html`<section class="verdict ${name}">
    <h1>${words[name]}</h1>
    <p>${status.why}</p>
    ${status.open
      .filter(({ isPaging }) => isPaging)
      .slice(0, 5)
      .map(
        ({ title, since, owner }) =>
          html`<p>
            <b>${title}</b>, open since
            ${since.slice(0, 10)}${owner === '' ? nothing : `, owner ${owner}`}
          </p>`,
      )}
    <dl class="facts">
      ${facts.map(
        ([term, value]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </section>`
}

function casesOf(cases: {
  readonly passed: number
  readonly failed: number
  readonly inconclusive: number
  readonly notJudged: number
}): string {
  return [
    `${cases.passed} passed`,
    ...(cases.failed > 0 ? [`${cases.failed} failed`] : []),
    ...(cases.inconclusive > 0 ? [`${cases.inconclusive} inconclusive`] : []),
    ...(cases.notJudged > 0 ? [`${cases.notJudged} not judged`] : []),
  ].join(', ')
}

/** Templates are indented; thousands of bars would be half spaces. */
function compact(page: string): string {
  return page.replaceAll(/\s*\n\s*/g, '\n')
}
