import { expect, test } from '@playwright/test'
import { isDateTime } from '../../../src/contract/validate/dates.ts'
import { isUuid } from '../../../src/contract/validate/formats.ts'
import { found } from './contract-of.ts'

const instants = [
  '2031-01-31T23:59:59Z',
  '2031-01-31T23:59:59.1Z',
  '2031-01-31T23:59:59.946309123456Z',
  '2031-01-31T23:59:59+00:00',
  '2031-01-31T23:59:59-11:30',
  '2031-01-31t23:59:59z',
  '2028-02-29T00:00:00Z',
  '2016-12-31T23:59:60Z',
  '2017-01-01T00:59:60+01:00',
  '2016-12-31T18:59:60-05:00',
]
const others = {
  'a space for T': '2031-01-31 23:59:59Z',
  'no offset': '2031-01-31T23:59:59',
  'an offset without colon': '2031-01-31T23:59:59+0000',
  'an offset of hours alone': '2031-01-31T23:59:59+00',
  'an offset of 24 hours': '2031-01-31T23:59:59+24:00',
  '30 February': '2031-02-30T00:00:00Z',
  '29 February of a common year': '2031-02-29T00:00:00Z',
  '31 April': '2031-04-31T00:00:00Z',
  'month 13': '2031-13-01T00:00:00Z',
  'hour 24': '2031-01-31T24:00:00Z',
  'second 60 in the middle of a day': '2031-01-31T12:00:60Z',
  'second 60 in the middle of a month': '2016-12-30T23:59:60Z',
  'a point without fraction': '2031-01-31T23:59:59.Z',
  'a date alone': '2031-01-31',
  'text before': 'x2031-01-31T23:59:59Z',
  'a line break after': '2031-01-31T23:59:59Z\n',
  nothing: '',
}

for (const text of instants)
  test(`${text} is a date-time`, () => {
    expect(isDateTime(text)).toBe(true)
  })
for (const [name, text] of Object.entries(others))
  test(`${name} is not a date-time`, () => {
    expect(isDateTime(text)).toBe(false)
  })

test('a uuid has 32 hex digits in any case', () => {
  expect(isUuid('5b1f3e6a-0c53-4b5e-9d3c-1f2b3c4d5e6f')).toBe(true)
  expect(isUuid('5B1F3E6A-0C53-4B5E-9D3C-1F2B3C4D5E6F')).toBe(true)
  expect(isUuid('00000000-0000-0000-0000-000000000000')).toBe(true)
})
test('a urn, braces or missing hyphens are not a uuid', () => {
  expect(isUuid('urn:uuid:5b1f3e6a-0c53-4b5e-9d3c-1f2b3c4d5e6f')).toBe(false)
  expect(isUuid('{5b1f3e6a-0c53-4b5e-9d3c-1f2b3c4d5e6f}')).toBe(false)
  expect(isUuid('5b1f3e6a0c534b5e9d3c1f2b3c4d5e6f')).toBe(false)
})

const judged = [
  ['string', 'date', '2031-02-28', '2031-02-29'],
  ['string', 'email', 'jane@example.com', 'jane'],
  ['string', 'uri', 'https://example.com/a?b=c', 'not a uri'],
  ['string', 'byte', 'aGVsbG8=', 'a'],
  ['integer', 'int32', 2147483647, 2147483648],
] as const
for (const [type, format, right, wrong] of judged)
  test(`format ${format} is judged`, () => {
    expect(found(right, { type, format })).toEqual([])
    expect(found(wrong, { type, format })).toEqual(['format-wrong'])
  })

for (const format of ['float', 'double'])
  test(`format ${format} accepts any number`, () => {
    expect(found(1.5, { type: 'number', format })).toEqual([])
    expect(found(2, { type: 'number', format })).toEqual([])
  })
for (const format of ['password', 'binary'])
  test(`format ${format} accepts any text`, () => {
    expect(found('anything', { type: 'string', format })).toEqual([])
  })
