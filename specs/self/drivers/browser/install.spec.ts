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

/** A machine on which some commands fail, and what it was asked to do. */
function machine({ isBlocked = never, isRoot = true } = {}) {
  const done: string[] = []
  const said: string[] = []
  const options = {
    isRoot,
    say: (line: string) => void said.push(line),
    find: () => (done.length > 0 ? browser : undefined),
    execute: async (step: InstallStep) => {
      if (isBlocked(step)) throw new Error('getaddrinfo ENOTFOUND cdn')
      done.push(`${step.way} ${step.arguments.at(-1)}`)
    },
  }
  return { done, said, options }
}

test("Playwright's own is downloaded first, and is enough", async () => {
  const { done, options } = machine()
  expect(await installBrowser(options)).toEqual(browser)
  expect(done).toEqual(['playwright chromium'])
})

test('where downloads are blocked the package manager is asked', async () => {
  const { done, said, options } = machine({
    isBlocked: ({ way }) => way === 'playwright',
  })
  expect(await installBrowser(options)).toEqual(browser)
  expect(done).toEqual(['system update', 'system chromium'])
  expect(said).toContain(
    'downloading the browser of Playwright: did not work: getaddrinfo ENOTFOUND cdn',
  )
})

test('the package manager is left to root', async () => {
  const { done, said, options } = machine({
    isBlocked: ({ way }) => way === 'playwright',
    isRoot: false,
  })
  expect(await installBrowser(options)).toBeUndefined()
  expect(done).toEqual([])
  expect(said.at(-1)).toContain('needs root')
})

test('a way that fails is not gone further, and each failure is told', async () => {
  const { said, options } = machine({ isBlocked: () => true })
  expect(await installBrowser(options)).toBeUndefined()
  expect(said).toEqual([
    'downloading the browser of Playwright …',
    expect.stringContaining('ENOTFOUND'),
    'asking the package manager what it has …',
    expect.stringContaining('ENOTFOUND'),
  ])
})
