import { expect, test } from '@playwright/test'
import { checkReturned } from '../../../src/checks/returned.ts'
import { loadContract } from '../../../src/contract/load.ts'
import { webComponents } from '../../../src/contract/pins.ts'
import type { JsonValue } from '../../../src/model/contract.ts'
import type { View } from '../../../src/drivers/components/view.ts'

const operation = loadContract(webComponents.file).operations.get(
  'POST /devices/list',
)

function judgeView(view: View, body: JsonValue | undefined) {
  if (!operation) throw new Error('the contract has no devices')
  const returned = { component: 'seam-device-table', view, foreign: [] }
  return checkReturned({ operation, returned, body })[0]
}

const lock = { capabilities_supported: ['lock', 'access_code'] }
const phone = { capabilities_supported: ['phone'] }
const empty: View = { kind: 'empty', text: 'none were found' }

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
    expect(judgeView(view, { devices })).toBeUndefined()
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
    const finding = judgeView(view, { devices })
    expect(finding).toMatchObject({ code: 'component-view-wrong', expected })
  })
}

test('an empty list is wrong where nothing was asked', () => {
  expect(judgeView(empty, undefined)).toMatchObject({
    expected: '/devices/list to be called and shown',
    received: 'an empty list: "none were found"',
  })
})
