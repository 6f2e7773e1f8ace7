import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import {
  findBrowser,
  launchOptions,
  pathVariable,
} from '../../../../src/drivers/browser/find.ts'
import { UsageError } from '../../../../src/model/problem.ts'

let folder = ''
const nowhere = '/nowhere/chrome'

test.beforeEach(({}, info) => {
  folder = info.outputPath()
})

/** A program that prints its version, as a browser does. */
function place(name: string, script: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return path
}

test('the browser that the environment names comes first', () => {
  const named = place('mine', 'echo Mine 3')
  const own = place('own', 'echo Own 2')
  place('chromium', 'echo Chromium 1')
  const env = { [pathVariable]: named, PATH: folder }
  expect(findBrowser({ env, own })).toEqual({
    kind: 'chromium',
    executablePath: named,
    version: 'Mine 3',
  })
})

test("Playwright's own comes before an installed one", () => {
  const own = place('own', 'echo Own 2')
  place('chromium', 'echo Chromium 1')
  expect(findBrowser({ env: { PATH: folder }, own })?.version).toBe('Own 2')
})

test('an installed browser is found by its usual names, in order', () => {
  place('google-chrome', 'echo Chrome 1')
  place('chromium-browser', 'echo Chromium 1 built on some system')
  const found = findBrowser({ env: { PATH: folder }, own: nowhere })
  expect(found?.version).toBe('Chromium 1')
})

test('a stub that only prints how to install a browser is skipped', () => {
  place('chromium', 'echo "install it from the store" >&2; exit 1')
  place('google-chrome', 'echo Chrome 1')
  const found = findBrowser({ env: { PATH: folder }, own: nowhere })
  expect(found?.version).toBe('Chrome 1')
})

test('without any browser, the result is undefined', () => {
  expect(findBrowser({ env: { PATH: folder }, own: nowhere })).toBeUndefined()
})

test('with SEAMWATCH_BROWSER_PATH=none no browser is found', () => {
  const own = place('own', 'echo Own 2')
  const env = { [pathVariable]: 'none', PATH: folder }
  expect(findBrowser({ env, own })).toBeUndefined()
})

test('a named browser that does not run is an error, and no other one is used', () => {
  place('chromium', 'echo Chromium 1')
  const env = { [pathVariable]: join(folder, 'missing'), PATH: folder }
  expect(() => findBrowser({ env })).toThrow(UsageError)
})

test("only Playwright's own Firefox is used", () => {
  place('firefox', 'echo Firefox 1')
  const env = { PATH: folder }
  expect(findBrowser({ kind: 'firefox', env, own: nowhere })).toBeUndefined()
})

test('a browser sends only the requests of its page', () => {
  const { args } = launchOptions({
    kind: 'chromium',
    executablePath: '/a/browser',
  })
  expect(args).toContain('--disable-background-networking')
  expect(args).not.toContain('--disable-web-security')
})
