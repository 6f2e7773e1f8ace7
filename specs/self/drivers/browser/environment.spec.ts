import { chmodSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { findBrowser } from '../../../../src/drivers/browser/find.ts'
import { openBrowser } from '../../../../src/drivers/browser/open.ts'
import { folderWith } from '../../folder.ts'

const secret = 'a-secret-of-no-shape'
test.beforeEach(() => {
  process.env.SEAMWATCH_FOREIGN_API_KEY = secret
})
test.afterEach(() => {
  delete process.env.SEAMWATCH_FOREIGN_API_KEY
})

test('a program that claims to be a browser sees no key', () => {
  const folder = folderWith({
    chromium: '#!/bin/sh\nenv > "$(dirname "$0")/seen"\necho Chromium 1\n',
  })
  const path = join(folder, 'chromium')
  chmodSync(path, 0o755)
  const found = findBrowser({ env: { SEAMWATCH_BROWSER_PATH: path } })
  expect(found?.version).toBe('Chromium 1')
  const seen = readFileSync(join(folder, 'seen'), 'utf8')
  expect(seen).toContain('PATH=')
  expect(seen).not.toContain(secret)
})

test('no process of the browser has a key in its environment', async () => {
  test.skip(process.platform !== 'linux', 'only Linux shows an environment')
  const found = findBrowser()
  test.skip(!found, 'there is no browser')
  if (!found) return
  const open = await openBrowser(found)
  const texts = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => environmentOf(pid))
  await open.close()
  expect(texts.filter((text) => text.includes('PATH=')).length).toBeGreaterThan(
    1,
  )
  expect(texts.filter((text) => text.includes(secret))).toEqual([])
})

/** Empty for a process that has ended, or of another user. */
function environmentOf(pid: string): string {
  try {
    return readFileSync(join('/proc', pid, 'environ'), 'utf8')
  } catch {
    return ''
  }
}
