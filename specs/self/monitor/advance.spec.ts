/** What becomes of a cause over runs, and what people are sent. */
import { expect, test } from '@playwright/test'
import { array, assert, constantFrom, property } from 'fast-check'
import { kindsOf, live, nights, runOf } from './runs.ts'

for (const { looks, is, of } of [
  { looks: 'x', is: 'opened page' },
  { looks: 'xxx', is: 'opened page' },
  { looks: 'xx.', is: 'opened page, recovered low' },
  { looks: 'x?.', is: 'opened page, recovered low' },
  { looks: 'x???', is: 'opened page' },
  { looks: 'x.x', is: 'opened page, recovered low, regressed page' },
  { looks: 'u', is: 'unconfirmed low' },
  { looks: 'u.', is: 'unconfirmed low' },
  { looks: 'uu', is: 'unconfirmed low, opened page' },
  { looks: 'u...u', is: 'unconfirmed low, opened page' },
  { looks: 'u....u', is: 'unconfirmed low' },
  { looks: 'u??u', is: 'unconfirmed low, opened page' },
  { looks: 'a', is: '' },
  { looks: 'aaa.', is: '' },
  { looks: 'ae', is: 'expired page' },
  { looks: 'aeee.', is: 'expired page, recovered low' },
  { looks: 'xaae', is: 'opened page, expired page' },
  { looks: 'xa.', is: 'opened page, recovered low' },
  { looks: 'xr', is: 'opened page, recovered low' },
  { looks: 'xrx', is: 'opened page, recovered low, regressed page' },
  { looks: '.?.', is: '' },
  // Began and ended in a maintenance window; still there after it; recovered in it.
  { looks: 'm.', is: '' },
  { looks: 'mm', is: '' },
  { looks: 'mx', is: 'opened page' },
  { looks: 'mm?u', is: 'opened page' },
  { looks: 'xm.', is: 'opened page, recovered low' },
  { looks: 'm.m.m.m.', is: '' },
  { looks: 'u', of: 'auth-bypass', is: 'opened page' },
  { looks: 'u', of: 'credential', is: 'opened page' },
  { looks: 'u', of: 'outage', is: '' },
  { looks: 'uu', of: 'outage', is: 'opened page' },
  { looks: 'u.u', of: 'outage', is: '' },
  { looks: 'x', of: 'outage', is: 'opened page' },
  { looks: 'xx', of: 'latency', is: '' },
  { looks: 'xxx.', of: 'latency', is: 'opened low, recovered low' },
  { looks: 'xx.xx', of: 'additive-drift', is: '' },
] as const) {
  test(`${of ?? 'breaking-drift'}, runs ${looks}: ${is || 'nothing'}`, () => {
    expect(kindsOf(looks, of ? { class: of } : {})).toBe(is)
  })
}

test('what comes and goes is sent once, stays open, and ends after three quiet looks', () => {
  expect(kindsOf('x.x.x.')).toBe(
    'opened page, recovered low, regressed page, recovered low, regressed page, flapping page',
  )
  expect(kindsOf('x.x.x.x.x.x..')).toBe(kindsOf('x.x.x.'))
  expect(kindsOf('x.x.x.x.x...')).toBe(`${kindsOf('x.x.x.')}, recovered low`)
})

test('a run that started before the last one changes nothing', () => {
  const [first, second] = nights('.x')
  const late = { ...first, seen: second?.seen ?? [] }
  const { state } = live(nights('x.'))
  expect(live([{ ...runOf(0, { cause: 'x' }), ...late }], state)).toEqual({
    state,
    notices: [],
  })
})

test('after a lost store all but an auth bypass opens quietly', () => {
  const lost = { causes: {}, isBaseline: true }
  const urgencies = (name: 'breaking-drift' | 'auth-bypass' | 'credential') =>
    live(nights('x', { class: name }), lost).notices.map((it) => it.urgency)
  expect(urgencies('breaking-drift')).toEqual(['low'])
  expect(urgencies('credential')).toEqual(['low'])
  expect(urgencies('auth-bypass')).toEqual(['page'])
  const next = live(nights('?x', { class: 'breaking-drift' }), lost)
  expect(next.notices[0]?.urgency).toBe('page')
})

const looks = array(constantFrom('x', 'u', '.', '?', 'a', 'e', 'r', 'm'), {
  maxLength: 40,
}).map((all) => all.join(''))

test('began and ended alternate for each cause, and no notice has the id of another', () => {
  assert(
    property(looks, (all) => {
      const { notices } = live(nights(all))
      const ids = notices.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      let isOpen = false
      for (const { kind } of notices) {
        if (kind === 'recovered') {
          expect(isOpen).toBe(true)
          isOpen = false
        } else if (kind === 'opened' || kind === 'regressed') {
          expect(isOpen).toBe(false)
          isOpen = true
        } else if (kind !== 'unconfirmed') isOpen = true
      }
    }),
    { numRuns: 500 },
  )
})

test('a run that did not look changes nothing but the looks', () => {
  assert(
    property(looks, (all) => {
      const runs = nights(all)
      const { state } = live(runs)
      const after = live([runOf(runs.length, { cause: '?' })], state)
      expect(after.notices).toEqual([])
      const before = state.causes.cause
      expect(after.state.causes.cause).toEqual(
        before && { ...before, looks: `${before.looks}?`.slice(-21) },
      )
    }),
  )
})

test('what one cause does changes nothing of another', () => {
  assert(
    property(looks, looks, (one, other) => {
      const both = Array.from({ length: 40 }, (_, night) =>
        runOf(night, {
          one: (one[night] ?? '?') as 'x',
          other: (other[night] ?? '?') as 'x',
        }),
      )
      const alone = Array.from({ length: 40 }, (_, night) =>
        runOf(night, { one: (one[night] ?? '?') as 'x' }),
      )
      const mine = live(both).notices.filter(({ key }) => key === 'one')
      expect(mine).toEqual(live(alone).notices)
    }),
  )
})
