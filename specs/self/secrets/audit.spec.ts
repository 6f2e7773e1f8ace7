import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { audit } from '../../../src/secrets/audit/audit.ts'
import { secretsIn } from '../../../src/secrets/audit/environment.ts'
import { usualBounds } from '../../../src/secrets/audit/layers.ts'
import type { Bounds } from '../../../src/secrets/audit/layers.ts'
import { createScan } from '../../../src/secrets/audit/scan.ts'
import { markOf } from '../../../src/secrets/token-hashes.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import type { Files } from '../folder.ts'

const key = 'a-key-of-no-shape-0123456789'
const minted = 'minted-of-no-shape-9876543210'
const token = 'seam_cst1891oqCmD_6dBwV8PJ2Fsoe9'
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'
const base64 = (bytes: string | Buffer) => Buffer.from(bytes).toString('base64')

const scan = createScan({
  values: [['SEAM_API_KEY', key]],
  minted: [
    { salt: 'another', marks: new Set(['32:0']) },
    { salt: 'run', marks: new Set([markOf(minted, 'run') ?? '']) },
  ],
})

/** A zip of one file, as its specification (APPNOTE 6.3) lays it out. */
function zip(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content)
  const common = Buffer.alloc(22)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(crc32(content), 10)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(content.length, 18)
  const sizes = Buffer.alloc(4)
  sizes.writeUInt16LE(name.length, 0)
  const local = Buffer.concat([
    Buffer.from('PK\u0003\u0004'),
    common,
    sizes,
    Buffer.from(name),
    packed,
  ])
  const central = Buffer.concat([
    Buffer.from('PK\u0001\u0002\u0014\u0000'),
    common,
    sizes,
    Buffer.alloc(14),
    Buffer.from(name),
  ])
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

/** What an audit finds in these files, `file: what` each. */
async function look(
  files: Files,
  bounds: Partial<Bounds> = {},
): Promise<readonly string[]> {
  const directory = folderWith(files)
  const { leaks } = await audit(directory, {
    scan,
    bounds: { ...usualBounds, ...bounds },
  })
  return leaks.map(({ file, what }) => `${file}: ${what}`)
}

for (const [secret, kind] of [
  [key, 'value of SEAM_API_KEY'],
  [minted, 'minted token'],
  [token, 'client session token'],
  ['seam_test1891oqCmD_6dBwV8PJ2Fsoe9', 'API key'],
  ['seam_at1891oqCmD_6dBwV8PJ2Fsoe9', 'personal access token'],
  ['seam_pk1891oqCmD_6dBwV8PJ2Fsoe9', 'publishable key'],
  [jwt, 'console session token'],
] as const) {
  test(`a ${kind} is found plain and packed, and never shown`, async () => {
    const text = `{"a":"${secret}"}`
    const found = await look({
      'a.json': text,
      'b.txt.gz': gzipSync(text),
      'c.html': `<img src="data:text/plain;base64,${base64(text)}">`,
      'd.zip': zip('inner.html', Buffer.from(text)),
      'e.html': `x=${base64(`="${secret}"`)}`,
    })
    const expected = [
      `a.json: ${kind} at byte 6`,
      `b.txt.gz: ${kind} at gzip, byte 6`,
      `c.html: ${kind} at byte 33`,
      `d.zip: ${kind} at inner.html, byte 6`,
      `e.html: ${kind} at byte 2`,
    ]
    expect(found).toEqual(expect.arrayContaining(expected))
    expect(found.join()).not.toContain(secret)
  })
}

test('a secret in a gzip in a zip in base64 in a page is found', async () => {
  const inner = zip('trace.gz', gzipSync(`x ${token}`))
  expect(
    await look({ 'a.html': `<script>data="${base64(inner)}"</script>` }),
  ).toEqual([
    'a.html: client session token at base64 at 14 › trace.gz › gzip, byte 2',
  ])
})

test('a token of Seam is found however it is escaped', async () => {
  const unicode = [...token].map(
    (it) => `\\u00${it.charCodeAt(0).toString(16)}`,
  )
  expect(
    await look({
      'hex.txt': Buffer.from(token).toString('hex'),
      'json.txt': unicode.join(''),
    }),
  ).toEqual([
    'hex.txt: client session token at byte 0',
    'json.txt: client session token at byte 0',
  ])
})

test('placeholders, ids and hashes in reports are not reported', async () => {
  const text = [
    'Authorization: Bearer $SEAM_API_KEY, [secret 1], [secret], __ALLURE_REDACTED__',
    'seam-request-id seam_workspace seamwatch-0a1b2c3d seam_test… seam_cst…',
    'they.are.here eyebrow.of.things key.value.pair',
    markOf(minted, 'run'),
    base64('seam_workspace and much else that is harmless'),
  ].join('\n')
  expect(await look({ 'a.html': text, 'minted.json': text })).toEqual([])
})

test('a gigabyte in a zip, a gzip or both is not unpacked, and not reported as clean', async () => {
  const member = gzipSync(Buffer.alloc(1024 * 1024))
  const bomb = Buffer.concat(Array.from({ length: 1024 }, () => member))
  const before = process.memoryUsage().rss
  const found = await look(
    { 'a.gz': bomb, 'b.zip': zip('b.gz', bomb) },
    { mostBytes: 32 * 1024 * 1024 },
  )
  expect(found).toEqual([
    'a.gz: not searched: its contents are too large',
    'b.zip: not searched (b.gz): its contents are too large',
  ])
  expect((process.memoryUsage().rss - before) >> 20).toBeLessThan(200)
})

test('the depth of archives in archives is limited, and they are not reported as clean', async () => {
  let bytes: Buffer = Buffer.from(token)
  for (let depth = 0; depth < 20; depth += 1) bytes = gzipSync(bytes)
  expect(await look({ 'a.gz': bytes })).toEqual([
    'a.gz: not searched (gzip › gzip › gzip › gzip › gzip): too many archives in archives',
  ])
})

test('a broken archive is not reported as clean', async () => {
  expect(
    await look({ 'a.zip': Buffer.from('PK\u0003\u0004 nothing') }),
  ).toEqual([expect.stringContaining('a.zip: not searched: damaged zip')])
})

test('links are not followed', async () => {
  const directory = test.info().outputPath('linked')
  const outside = test.info().outputPath('outside.txt')
  mkdirSync(directory, { recursive: true })
  writeFileSync(outside, token)
  symlinkSync(outside, join(directory, 'a.txt'))
  expect(await audit(directory, { scan })).toEqual({ files: 0, leaks: [] })
})

test('the environment’s keys and tokens are secrets, its ids are not', () => {
  const names = secretsIn({
    SEAM_API_KEY: 'a',
    SEAM_PERSONAL_ACCESS_TOKEN: 'b',
    SEAM_PUBLISHABLE_KEY: 'c',
    SEAM_CONSOLE_SESSION_TOKEN: 'd',
    SEAM_CLI_TOKEN: 'e',
    SEAM_WORKSPACE_ID: 'f',
    SEAMWATCH_CUSTOMER_KEY: 'g',
    SEAM_ENDPOINT: 'h',
    OTHER_TOKEN: 'i',
  }).map(([name]) => name)
  expect(names).toEqual([
    'SEAM_API_KEY',
    'SEAM_PERSONAL_ACCESS_TOKEN',
    'SEAM_PUBLISHABLE_KEY',
    'SEAM_CONSOLE_SESSION_TOKEN',
    'SEAM_CLI_TOKEN',
  ])
})

for (const [what, files, exitCode, says] of [
  ['a clean folder', { 'a.txt': 'nothing' }, 0, 'no secret in 1 file;'],
  ['a leak', { 'a.txt': key }, 1, 'a.txt: value of SEAM_API_KEY at byte 0'],
  ['an empty folder', {}, 2, 'has no file'],
] as const) {
  test(`"seamwatch audit" ends with ${exitCode} for ${what}`, async () => {
    const directory = folderWith(files)
    const left = await seamwatch({
      args: ['audit', directory],
      env: { SEAM_API_KEY: key },
    })
    expect(left.exitCode).toBe(exitCode)
    expect(left.printed).toContain(says)
    expect(left.printed).not.toContain(key)
  })
}
