import { expect, test } from '@playwright/test'
import { installBrowser } from '../../../../src/drivers/browser/install.ts'
import type { InstallStep } from '../../../../src/drivers/browser/install.ts'
import type { FoundBrowser } from '../../../../src/drivers/browser/find.ts'

const browser: FoundBrowser = {
  kind: 'chromium',
  executablePath: '/a/browser',
  version: 'Chromium 1',
}

const never = (step: InstallStep) => step.command === ''

/** A machine on which some commands fail, and the commands that ran. */
function machine({ isBlocked = never, isRoot = true } = {}) {
  const done: string[] = []
  const said: string[] = []
  const options = {
    isRoot,
    say: (line: string) => void said.push(line),
    find: () => (done.length > 0 ? browser : undefined),
    execute: async (step: InstallStep) => {
      if (isBlocked(step)) throw new Error('getaddrinfo ENOTFOUND cdn')
      done.push(`${step.method} ${step.arguments.at(-1)}`)
    },
  }
  return { done, said, options }
}

test("Playwright's own browser is tried first; if it works, nothing else is installed", async () => {
  const { done, options } = machine()
  expect(await installBrowser(options)).toEqual(browser)
  expect(done).toEqual(['playwright chromium'])
})

test('if downloads are blocked, apt installs Chromium', async () => {
  const { done, said, options } = machine({
    isBlocked: ({ method }) => method === 'playwright',
  })
  expect(await installBrowser(options)).toEqual(browser)
  expect(done).toEqual(['system update', 'system chromium'])
  expect(said).toContain(
    "downloading Playwright's Chromium: failed: getaddrinfo ENOTFOUND cdn",
  )
})

test('apt is skipped without root', async () => {
  const { done, said, options } = machine({
    isBlocked: ({ method }) => method === 'playwright',
    isRoot: false,
  })
  expect(await installBrowser(options)).toBeUndefined()
  expect(done).toEqual([])
  expect(said.at(-1)).toContain('needs root')
})

test('when one step of an install method fails, its other steps are skipped', async () => {
  const { said, options } = machine({ isBlocked: () => true })
  expect(await installBrowser(options)).toBeUndefined()
  expect(said).toEqual([
    "downloading Playwright's Chromium …",
    expect.stringContaining('ENOTFOUND'),
    'updating the package lists …',
    expect.stringContaining('ENOTFOUND'),
  ])
})
