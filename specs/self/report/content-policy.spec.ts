/** No page that a run writes runs a script which a response brought. */
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from '@playwright/test'
import { findBrowser, noBrowser } from '../../../src/drivers/browser/find.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { test } from '../drivers/browser/pages.ts'
import type { Left } from '../commands/left.ts'
import { seamwatch } from '../commands/seamwatch.ts'

test.describe.configure({ mode: 'serial', timeout: 600_000 })

let left: Left

const script = `</script><script>document.title='owned'</script><img src=x onerror="document.title='owned'"><svg onload="top.document.title='owned'">`

test.beforeAll(async () => {
  test.setTimeout(600_000)
  const sandbox = await startSandbox({
    faults: {
      reply: (reply, { path }) =>
        path === '/client_sessions/get' && reply.status === 200
          ? { ...reply, body: { client_session: [script], [script]: script } }
          : reply,
    },
  })
  left = await seamwatch({
    withAllure: true,
    args: ['run', '--grep', 'found by its|POST list rejects a request without'],
    sandbox,
  })
  await sandbox.stop()
})

const policyOf = (page: string) =>
  /<meta http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1]

test('every page has a policy before anything else that it could forbid', async () => {
  expect(left.exitCode, left.printed).toBe(1)
  const pages: string[] = []
  for (const entry of await readdir(left.reportsDir, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const text = await readFile(file, 'utf8')
    if (!/^\s*<!doctype html/i.test(text)) continue
    pages.push(file.slice(left.reportsDir.length + 1))
    const policy = policyOf(text) ?? ''
    expect(policy, file).toContain("default-src 'none'")
    expect(policy, file).not.toMatch(/script-src[^;]*(?:unsafe|\*|data:|http)/)
    const [before = ''] = text.split('<meta http-equiv=')
    expect(before, file).not.toMatch(/<(?:script|style|link|body|base|img)/i)
  }
  expect(pages).toContain('summary.html')
  expect(pages).toContain('auth-matrix.html')
  expect(pages).toContain(join('allure-report', 'index.html'))
  // The differences of a step.
  expect(pages.filter((it) => it.startsWith('allure-results'))).not.toEqual([])
})

test.describe('in a browser', () => {
  test.skip(!findBrowser(), noBrowser)

  const names = ['summary.html', 'auth-matrix.html', 'allure-report/index.html']

  test('no page of ours does what its policy forbids', async ({ page }) => {
    const violations: string[] = []
    page.on('console', (message) => violations.push(message.text()))
    for (const name of names) {
      await page.goto(pathToFileURL(join(left.reportsDir, name)).href)
      for (const tab of await page.getByTestId(/^nav-tab/).all())
        await tab.click()
      await page.waitForTimeout(500)
    }
    expect(violations).toEqual([])
  })

  for (const name of names) {
    test(`a script that a response brings into ${name} does not run, and nothing is fetched`, async ({
      page,
    }) => {
      const asked: (string | undefined)[] = []
      const server = createServer(({ url }, outgoing) => {
        asked.push(url)
        outgoing.end()
      })
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
      const { port } = Object(server.address())
      const text = await readFile(join(left.reportsDir, name), 'utf8')
      const open = async (content: string) => {
        const file = join(left.reportsDir, 'injected.html')
        await writeFile(file, content)
        await page.goto(pathToFileURL(file).href)
      }
      const bad = injected(`http://127.0.0.1:${port}/seen`)
      await open(text.replace(/(?=<\/body>(?![^]*<\/body>))/, () => bad))
      await page.waitForTimeout(500)
      await page.locator('#lead').first().dispatchEvent('click')
      await page.waitForTimeout(100)
      expect(await page.title()).not.toBe('owned')
      expect(asked).toEqual([])
      // Without the policy it runs: the test is able to fail.
      await open(bad)
      await expect(page).toHaveTitle('owned')
      await expect.poll(() => asked).toContain('/seen')
      server.close()
    })
  }
})

/** What no escape has stopped, as a fault of ours or of Allure would have it. */
function injected(url: string): string {
  const own = "document.title='owned'"
  return [
    `<img src="data:," onerror="${own}">`,
    `<script>${own}</script>`,
    `<script src="data:text/javascript,${own}"></script>`,
    `<iframe srcdoc="<script>parent.${own}</script>"></iframe>`,
    `<iframe src="data:text/html,<script>top.${own}</script>"></iframe>`,
    `<link rel="stylesheet" href="${url}"><img src="${url}">`,
    `<a id="lead" href="javascript:${own}">x</a>`,
  ].join('')
}
