/** The content of a hostile response is shown, and controls neither the terminal
 * nor JUnit nor a page. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from '@playwright/test'
import { findBrowser, noBrowser } from '../../../src/drivers/browser/find.ts'
import {
  driving,
  hostile,
  scripts,
} from '../../../src/sandbox/mutants/hostile.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { test } from '../drivers/browser/pages.ts'
import type { Left } from '../commands/left.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { made, scenarioOf } from '../run/steps.ts'

test.describe.configure({ mode: 'serial', timeout: 600_000 })

const scenario = scenarioOf(
  'something hostile answers',
  `${made}
  - id: list
    call: /client_sessions/list
    body: {}
    expect: { client_sessions: [] }
`,
)

let left: Left

test.beforeAll(async () => {
  test.setTimeout(600_000)
  const chosen = hostile.filter(({ sent }) => /ANSI|HTML/.test(sent))
  const [first, second] = chosen.map(({ faults }) => faults())
  const sandbox = await startSandbox({
    faults: {
      reply: async (reply, call) => {
        const once = await first?.reply?.(reply, call)
        const both = once && typeof once !== 'function' ? once : reply
        return (await second?.reply?.(both, call)) ?? both
      },
    },
  })
  left = await seamwatch({
    withAllure: true,
    args: ['run'],
    sandbox,
    scenarios: { 'a.yaml': scenario },
  })
  await sandbox.stop()
})

test('the terminal gets no control characters except line breaks', () => {
  expect(left.exitCode).toBe(1)
  expect(left.printed).toContain('\\u001b[2J')
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  expect(left.printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  expect(left.printed).not.toContain(driving.at(-1))
})

test('JUnit and the summary are well-formed', async () => {
  const junit = await readFile(join(left.reportsDir, 'junit.xml'), 'utf8')
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  expect(junit).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
  const markup = junit.replaceAll(/<!\[CDATA\[[^]*?\]\]>/g, '')
  expect(markup).not.toMatch(/<script|<img|\]\]>/)
  const page = await readFile(join(left.reportsDir, 'summary.html'), 'utf8')
  expect(page).not.toMatch(/<script|<img/)
  expect(page).toContain('&lt;')
})

test.describe('in a browser', () => {
  test.skip(!findBrowser(), noBrowser)

  test('no page runs what a reply sent', async ({ page }) => {
    const open = (file: string, hash = '') =>
      page.goto(pathToFileURL(join(left.reportsDir, file)).href + hash)
    await open('summary.html')
    expect(await page.title()).not.toBe('owned')
    expect(await page.locator('body').innerText()).toContain('<script>')

    const results = join(left.reportsDir, 'allure-report/test-results.json')
    const { byId } = JSON.parse(await readFile(results, 'utf8'))
    const [id = ''] = Object.keys(byId)
    await open('allure-report/index.html', `#${id}`)
    await page.getByText('BREAKING-DRIFT').first().waitFor()
    // Everything that can be opened is: steps, then the files below them.
    for (const name of ['list', 'exchange', '[BREAKING-DRIFT]']) {
      const named = page.getByText(name, { exact: false })
      for (const one of await named.all()) {
        if (!(await one.isVisible())) continue
        await one.click({ timeout: 2000 }).catch(() => {})
      }
    }
    expect(await page.locator('body').innerText()).toContain('created_at')
    for (const frame of page.frames()) {
      expect(await frame.title()).not.toBe('owned')
    }
    expect(scripts).toContain('owned')
  })
})
