import { expect, test } from '@playwright/test'
import { renderSummary } from '../../../src/report/html/summary.ts'
import { renderSwept } from '../../../src/report/html/summary-swept.ts'
import { sweptLines } from '../../../src/report/terminal/swept-lines.ts'
import { judge } from '../../../src/verdict/verdict.ts'
import type { SweptItem } from '../../../src/model/swept.ts'

const verdict = judge([], {
  facts: {
    seamwatch: '0',
    target: 'production',
    endpoint: 'x',
    runId: 'r1',
    startedAt: '2030-01-02T03:04:05.000Z',
    durationMs: 1,
    isFiltered: false,
  },
})

const removed = (id: number): SweptItem => ({
  when: 'before',
  what: `session ${id} of run 0a1b2c3d`,
  status: 'removed',
})

test('swept sessions are grouped by status, each with its reason', () => {
  const lines = sweptLines({
    items: [
      removed(1),
      {
        when: 'after',
        what: 'session 2 of run 44556677',
        status: 'left',
        reason: 'POST /client_sessions/delete answered 404',
      },
    ],
    notes: ['a note with \u001b[31mcolour'],
    isComplete: true,
  })
  expect(lines.join('\n')).toBe(`deleted, before the first case (1)
  session 1 of run 0a1b2c3d
LEFT BEHIND, after the last case (1)
  session 2 of run 44556677: POST /client_sessions/delete answered 404
a note with \\u001b[31mcolour`)
})

test('the summary uses the same words, and shows all sessions', () => {
  const swept = {
    items: [
      ...Array.from({ length: 25 }, (_, index) => removed(index)),
      {
        when: 'after' as const,
        what: 'session <2>',
        status: 'left' as const,
        reason: 'POST /client_sessions/delete answered 404',
      },
    ],
    notes: ['1 session carries the marker of a run'],
    isComplete: true,
  }
  const page = renderSwept({ swept }).toString()
  expect(page).toContain('<h3>deleted, before the first case (25)</h3>')
  expect(page.match(/<li>session \d+ of run 0a1b2c3d<\/li>/g)).toHaveLength(25)
  expect(page).toContain('<h3>LEFT BEHIND, after the last case (1)</h3>')
  expect(page).toContain(
    '<li>session &lt;2&gt;: POST /client_sessions/delete answered 404</li>',
  )
  expect(page).toContain('<p>1 session carries the marker of a run</p>')
  expect(renderSummary({ ...verdict, swept })).toContain(page)
})

test('if nothing was swept, the summary does not mention it', () => {
  expect(renderSummary(verdict)).not.toContain('Swept')
})

test('of many sessions some are shown and the rest is counted', () => {
  const items = Array.from({ length: 25 }, (_, index) => removed(index))
  const lines = sweptLines({ items, notes: [], isComplete: true })
  expect(lines.length).toBe(22)
  expect(lines.at(-1)).toBe('  … and 5 more')
})
