import { expect, test } from '@playwright/test'
import { checkComponentView } from '../../../src/checks/component-view.ts'
import type { ShownView } from '../../../src/checks/component-view.ts'
import type { JsonValue } from '../../../src/model/contract.ts'

const lock = { capabilities_supported: ['lock', 'access_code'] }
const phone = { capabilities_supported: ['phone'] }
const empty: ShownView = { kind: 'empty', text: 'none were found' }

function findingsFor(view: ShownView, body: JsonValue | undefined) {
  const operation = { key: 'POST /devices/list' } as const
  const element = 'seam-device-table'
  return checkComponentView({ operation, element, view, body })
}

for (const [what, view, devices] of [
  ['an empty list for no device', empty, []],
  ['an empty list for devices that no table lists', empty, [phone]],
  ['a row for each device', { kind: 'devices', rows: 2 }, [lock, lock]],
  [
    'fewer rows, as the table chooses',
    { kind: 'devices', rows: 1 },
    [lock, phone],
  ],
] as const) {
  test(`right: ${what}`, () => {
    expect(findingsFor(view, { devices })).toEqual([])
  })
}

for (const [what, view, devices, expected] of [
  ['an empty list where a lock was sent', empty, [lock], 'a list of 1 device'],
  [
    'more rows than devices',
    { kind: 'devices', rows: 2 },
    [lock],
    'a list of 1 device',
  ],
  [
    'an error for an empty list',
    { kind: 'error', text: 'sorry' },
    [],
    'an empty list',
  ],
  [
    'nothing at all',
    { kind: 'unsettled', text: '' },
    [lock, lock],
    'a list of 2 devices',
  ],
] as const) {
  test(`wrong: ${what}`, () => {
    expect(findingsFor(view, { devices })).toMatchObject([
      { code: 'component-view-wrong', class: 'expectation', expected },
    ])
  })
}

test('an empty list is wrong where no response with devices arrived', () => {
  expect(findingsFor(empty, undefined)).toMatchObject([
    {
      expected: 'a response with a list of devices',
      received: 'an empty list: "none were found"',
    },
  ])
})
