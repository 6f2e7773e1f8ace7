/** Each format by its RFC: what a shorter rule lets pass, or rejects wrongly. */
import { expect, test } from '@playwright/test'
import { found } from './contract-of.ts'

type Row = readonly [
  format: string,
  right: readonly string[],
  wrong: readonly string[],
]

const long = (length: number): string => 'a'.repeat(length)

const rows: readonly Row[] = [
  [
    'time',
    [
      '14:30:00Z',
      '14:30:00+05:30',
      '14:30:00.123456789z',
      '23:59:60Z',
      '00:59:60+01:00',
    ],
    [
      '14:30:00',
      '14:30:00+0530',
      '14:30:00+05',
      '24:00:00Z',
      '14:30Z',
      '14:30:60Z',
      '23:59:61Z',
      '2:30:00Z',
      ' 14:30:00Z',
    ],
  ],
  [
    'date',
    ['2028-02-29', '0000-01-01', '2031-12-31'],
    [
      '2031-02-29',
      '1900-02-29',
      '2031-2-1',
      '20310201',
      '2031-00-10',
      '2031-01-00',
      '2031-01-01\n',
      '２031-01-01',
    ],
  ],
  [
    'duration',
    ['P1Y', 'P1Y2M3DT4H5M6S', 'PT36H', 'P2W', 'PT0S', 'PT0.5S', 'P1DT12H'],
    [
      'P',
      'PT',
      'P1',
      '1Y',
      'P1YT',
      'PT1D',
      'P2D1Y',
      'P1Y2W',
      'P1S',
      '-P1D',
      'P1.5Y',
      'p1y',
    ],
  ],
  [
    'email',
    [
      'jane@example.com',
      'jane+tag@sub.example.co',
      'root@localhost',
      '"jane doe"@example.com',
      'jane@[127.0.0.1]',
      'jane@[IPv6:::1]',
      `${long(64)}@example.com`,
      "o'neill@example.com",
    ],
    [
      'jane',
      '@example.com',
      'jane@',
      '.jane@example.com',
      'jane.@example.com',
      'ja..ne@example.com',
      'jane doe@example.com',
      'jane@-example.com',
      'jane@exa_mple.com',
      'jane@example.com.',
      'jane@[300.0.0.1]',
      `${long(65)}@example.com`,
      `jane@${long(64)}.com`,
      'a@b@c',
    ],
  ],
  [
    'hostname',
    [
      'example.com',
      'a',
      '1.2.3',
      'xn--4ca.example',
      'a-b.c',
      'example.com.',
      `${long(63)}.com`,
    ],
    [
      '',
      '.',
      '-a.com',
      'a-.com',
      'a..b',
      'a_b.com',
      `${long(64)}.com`,
      'a b',
      'ä.com',
      `${`${long(60)}.`.repeat(5)}com`,
    ],
  ],
  [
    'ipv4',
    ['0.0.0.0', '255.255.255.255', '127.0.0.1'],
    [
      '127.0.0',
      '256.0.0.1',
      '127.0.0.01',
      '127.0.0.1.1',
      '0x7f.0.0.1',
      '127.0.0.1 ',
      '127.1',
      '١27.0.0.1',
    ],
  ],
  [
    'ipv6',
    [
      '::',
      '::1',
      '2001:db8::ff00:42:8329',
      '1:2:3:4:5:6:7:8',
      '::ffff:192.0.2.1',
      'FE80::1',
    ],
    [
      '',
      ':::',
      '1::2::3',
      '1:2:3:4:5:6:7',
      '12345::',
      'fe80::1%eth0',
      '::ffff:192.0.2.999',
      '::1/64',
      '[::1]',
    ],
  ],
  [
    'uri',
    [
      'https://example.com/a?b=c#d',
      'mailto:jane@example.com',
      'urn:uuid:0',
      'https://[::1]:8080/',
      'http://a/%20',
      'file:///a',
      'https://u:p@h/',
      'a:',
      'https://example.com:/',
    ],
    [
      'not a uri',
      '/a/b',
      '//example.com/a',
      'https://exa mple.com',
      'https://example.com/a b',
      'https://example.com/%2',
      'https://example.com/<a>',
      'https://[::1',
      'https://[::1%eth0]/',
      'https://example.com:port/',
      '1a:b',
      'https://example.com/"a"',
      'https://example.com/ä',
      'https://example.com\\a',
      'https://a#b#c',
      '',
    ],
  ],
  [
    'uri-reference',
    [
      '/a/b',
      '//example.com/a',
      'a',
      '',
      '#x',
      '?q',
      'https://example.com',
      './a:b',
    ],
    ['a b', ':a', '/a\\b', '/%zz', '#a#b', '//[::1'],
  ],
  [
    'byte',
    ['', 'aGVsbG8=', 'aGVsbG8h', 'aA==', '+/+/'],
    [
      'a',
      'aGVsbG8',
      'aGVsbG8==',
      'aGVs bG8=',
      'aGVs\nbG8h',
      'x!\naGVsbG8=',
      'a-_b',
      '====',
      'aGVsbG8=aGVs',
    ],
  ],
  [
    'base64url',
    ['', 'aGVsbG8', 'aGVsbG8=', 'a-_b'],
    ['a', 'a+/b', 'aGVsbG8==', 'aG Vs'],
  ],
  [
    'uuid',
    [
      '00000000-0000-0000-0000-000000000000',
      'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
      '018f3c5e-7b1a-7cc3-98c4-dc0c0c07398f',
      '6ba7b810-9dad-11d1-c0b4-00c04fd430c8',
    ],
    [
      '{00000000-0000-0000-0000-000000000000}',
      'urn:uuid:00000000-0000-0000-0000-000000000000',
      '00000000000000000000000000000000',
      '00000000-0000-0000-0000-00000000000g',
      '00000000-0000-0000-0000-0000000000000',
      '0000000-00000-0000-0000-000000000000',
    ],
  ],
  [
    'regex',
    ['^a+$', String.raw`\d\-\d`, String.raw`\p{L}`],
    ['(', 'a++', String.raw`\Aa`],
  ],
  ['json-pointer', ['', '/a/0', '/a~0b~1c', '/'], ['a', '/a~2', '/~', '#/a']],
  [
    'time-local',
    ['14:30:00', '14:30:00.5'],
    ['14:30:00Z', '14:30', '25:00:00'],
  ],
  ['binary', ['', '\u0000\uffff'], []],
  ['password', ['', 'x'], []],
]

for (const [format, right, wrong] of rows)
  test(`format ${format} is judged by its RFC`, () => {
    const schema = { type: 'string', format }
    expect(right.filter((text) => found(text, schema).length > 0)).toEqual([])
    expect(wrong.filter((text) => found(text, schema).length === 0)).toEqual([])
  })
test('a text of megabytes is judged in time, in any format', () => {
  const texts = ['a', '%20', ':', '1', 'a.', 'a@'].map((one) =>
    one.repeat(1_000_000),
  )
  const before = process.cpuUsage()
  for (const [format] of rows)
    for (const text of texts) found(text, { type: 'string', format })
  // CPU time, so that the test does not fail on a busy machine.
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000)
})
test('a format judges its own type only', () => {
  expect(found(5, { format: 'date-time' })).toEqual([])
  expect(found('5', { type: 'string', format: 'int64' })).toEqual([])
  expect(
    found(null, { format: 'uuid', type: 'string', nullable: true }),
  ).toEqual([])
})
