import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { withoutAllureCode } from '../../../src/report/allure/own-code.ts'
import { audit } from '../../../src/secrets/audit/audit.ts'
import { createScan } from '../../../src/secrets/audit/scan.ts'
import { folderWith } from '../folder.ts'

const secret = 'a-value-that-stays-secret-4711'
const scan = createScan({
  values: [['SEAM_API_KEY', secret]],
  minted: [],
})

test('a file that has not changed since it was searched is not read again', async () => {
  const folder = folderWith({ 'a.txt': 'nothing', 'b.txt': 'nothing' })
  let reads = 0
  const search = {
    scan,
    searched: new Map(),
    trim: (bytes: Buffer) => {
      reads += 1
      return bytes
    },
  }
  expect(await audit(folder, search)).toEqual({ files: 2, leaks: [] })
  expect(await audit(folder, search)).toEqual({ files: 2, leaks: [] })
  expect(reads).toBe(2)
  appendFileSync(join(folder, 'b.txt'), secret)
  const { leaks } = await audit(folder, search)
  expect(leaks).toEqual([
    { file: 'b.txt', what: 'value of SEAM_API_KEY at byte 7' },
  ])
})

test('a file of the same size that was written again is read again', async () => {
  const folder = folderWith({ 'a.txt': '.'.repeat(secret.length) })
  const search = { scan, searched: new Map() }
  await audit(folder, search)
  writeFileSync(join(folder, 'a.txt'), secret)
  expect((await audit(folder, search)).leaks).toHaveLength(1)
})

test('a file that holds a secret is found each time', async () => {
  const folder = folderWith({ 'a.txt': secret })
  const search = { scan, searched: new Map() }
  expect((await audit(folder, search)).leaks).toHaveLength(1)
  expect((await audit(folder, search)).leaks).toHaveLength(1)
})

/** The longest program in Allure's package, as a report holds it. */
function pageWith(change: (code: Buffer) => Buffer = (code) => code): Buffer {
  const main = import.meta.resolve('@allurereport/plugin-awesome')
  const tar = readFileSync(fileURLToPath(new URL('./static/report.tar', main)))
  const code = Buffer.from(tar.subarray(512, 1_000_512))
  const text = change(code).toString('base64')
  return Buffer.from(
    `<p>${secret}</p><script src="data:text/javascript;base64,${text}"></script><p>${secret}</p>`,
  )
}

test('what Allure copies from its package is not searched, and what stands around it is', () => {
  const page = pageWith()
  const rest = withoutAllureCode(page)
  expect(rest).toHaveLength(page.length)
  expect(rest.toString().replaceAll(' ', '')).toBe(
    `<p>${secret}</p><scriptsrc="data:text/javascript;base64,"></script><p>${secret}</p>`,
  )
  expect(scan(rest).map(({ at }) => at)).toEqual(scan(page).map(({ at }) => at))
})

for (const [what, change] of [
  [
    'a secret in it',
    (code: Buffer) => {
      code.write(secret, 4711)
      return code
    },
  ],
  ['a byte more', (code: Buffer) => Buffer.concat([code, Buffer.from('\0!')])],
] as const) {
  test(`a program with ${what} is searched`, () => {
    const page = pageWith(change)
    expect(withoutAllureCode(page).equals(page)).toBe(true)
  })
}

test('base64 that is not written as usual is searched', () => {
  const page = Buffer.from(
    pageWith().toString().replace('base64,', 'base64,\n'),
  )
  expect(withoutAllureCode(page).equals(page)).toBe(true)
})
