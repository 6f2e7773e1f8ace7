import { expect, test } from '@playwright/test'
import { sweptLines } from '../../../src/report/swept-lines.ts'
import type { SweptItem } from '../../../src/swept.ts'

const removed = (id: number): SweptItem => ({
  when: 'before',
  what: `session ${id} of run 0a1b2c3d`,
  status: 'removed',
})

test('what was swept stands under what became of it, with the reason', () => {
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
  expect(lines.join('\n')).toBe(`removed, before the first case (1)
  session 1 of run 0a1b2c3d
LEFT BEHIND, after the last case (1)
  session 2 of run 44556677: POST /client_sessions/delete answered 404
a note with \\u001b[31mcolour`)
})

test('many are counted, not all shown', () => {
  const items = Array.from({ length: 25 }, (_, index) => removed(index))
  const lines = sweptLines({ items, notes: [], isComplete: true })
  expect(lines.length).toBe(22)
  expect(lines.at(-1)).toBe('  … and 5 more')
})
