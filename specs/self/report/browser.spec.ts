/** The report as a person reads it: rendered by Allure, opened in a browser.
 * Take the pictures of the READMEs again with UPDATE_PICTURES=1, and look at them. */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from '@playwright/test'
import type { Locator, Page } from 'playwright'
import { findBrowser, noBrowser } from '../../../src/drivers/browser/find.ts'
import { mutants } from '../../../src/sandbox/mutants/catalogue.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { test } from '../drivers/browser/pages.ts'
import type { Left } from '../commands/left.ts'
import { seamwatch } from '../commands/seamwatch.ts'

test.skip(!findBrowser(), noBrowser)
test.describe.configure({ mode: 'serial', timeout: 600_000 })

const pictures = 'specs/self/report/pictures'
const pictureLimit = 300 * 1024
test.use({ viewport: { width: 1120, height: 860 } })

let left: Left

test.beforeAll(async () => {
  test.setTimeout(600_000)
  left = await runFaulty()
})

/** An operation that needs no credential, and a response that drifts in three
 * ways. */
function faults(): Fault {
  const open = mutants.find(({ id }) => id === 'admits-nobody/POST-list')
  if (!open) throw new Error('there is no such mutant')
  return {
    ...open.faults(),
    reply: (reply, { operation }) => {
      const { client_session: session } = Object(reply.body)
      if (operation === 'PATCH /client_sessions/grant_access' && session)
        return { ...reply, body: { ok: true } }
      if (operation !== 'GET /client_sessions/get' || !session) return reply
      const device_count = String(session.device_count)
      const changed = { ...session, device_count, customer_id: null }
      return { ...reply, body: { client_session: changed, ok: true } }
    },
  }
}

async function runFaulty(): Promise<Left> {
  const sandbox = await startSandbox({ faults: faults() })
  const { publishableKey, ...seed } = sandbox.seed
  const ran = await seamwatch({
    withAllure: true,
    args: [
      'run',
      '--grep',
      'found by its|created, read back, granted|POST list rejects a request without|a grant adds access',
    ],
    sandbox,
    env: {
      SEAM_PUBLISHABLE_KEY: publishableKey,
      SEAMWATCH_CONNECT_WEBVIEW_ID: seed.connectWebviewId,
      SEAMWATCH_CONNECTED_ACCOUNT_ID: seed.connectedAccountId,
      SEAMWATCH_USER_IDENTITY_ID: seed.userIdentityId,
    },
  })
  await sandbox.stop()
  return ran
}

const drift = 'Drift: the response breaks the contract'
const failed = 'a session is found by its user_identifier_key [method: GET]'

/** The start page as a double click opens it, from the disk. */
async function openReport(page: Page, name = 'index.html'): Promise<void> {
  const file = join(left.reportsDir, 'allure-report', name)
  await page.goto(pathToFileURL(file).href)
}

async function openCategory(page: Page, timeout = 30_000): Promise<Locator> {
  await page.getByTestId('nav-tab-categories').click({ timeout })
  const category = page.getByText(drift, { exact: true })
  await category.waitFor({ timeout })
  return category
}

/** Compares visible text, not pixels: pixels differ from machine to machine. */
async function takePicture(
  page: Page,
  {
    name,
    shows,
  }: { readonly name: string; readonly shows: readonly Locator[] },
): Promise<void> {
  for (const locator of shows) await expect(locator).toBeInViewport()
  const file = `${pictures}/${name}.png`
  if (process.env.UPDATE_PICTURES === '1') {
    mkdirSync(pictures, { recursive: true })
    writeFileSync(file, await page.screenshot())
  }
  expect(existsSync(file), `${file}: take it with UPDATE_PICTURES=1`).toBe(true)
  expect(statSync(file).size).toBeLessThan(pictureLimit)
  const readmes = await Promise.all(
    ['README.md', 'reports/README.md'].map((it) => readFile(it, 'utf8')),
  )
  expect(readmes.join('\n')).toContain(`${file})`)
}

test('a failed scenario is reached by its category, with its curl command', async ({
  page,
}) => {
  expect(left.exitCode).toBe(1)
  const asked: string[] = []
  const broken: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', ({ message }) => broken.push(message))
  await openReport(page)

  const category = await openCategory(page)
  const row = page.getByText(failed, { exact: true })
  const bypass = page.getByText(
    'Bypass: a credential was accepted that must be rejected',
  )
  const shown = [category, row, bypass]
  await takePicture(page, { name: 'report-categories', shows: shown })

  await row.click()
  const message = page.getByTestId('test-result-error-message').first()
  await expect(message).toContainText('GET /client_sessions/get: 1 difference')
  await expect(message).toContainText('number, format float')
  await expect(message).toContainText('schemas/client-sessions.json:')

  const evidence = page
    .getByTestId('test-result-attachment-header')
    .filter({ hasText: 'BREAKING-DRIFT' })
    .first()
  await evidence.click()
  const table = page.frameLocator('iframe').first()
  const drifted = table.getByText('body.client_session.device_count')
  const cells = table.getByRole('row').filter({ has: drifted })
  await expect(cells).toContainText('number, format float')
  await expect(cells).toContainText('string')
  const curl = table.getByText('curl --include --request GET')
  await expect(curl).toContainText('"authorization: Bearer $SEAM_API_KEY"')
  await evidence.evaluate((header) => header.scrollIntoView())
  await page.mouse.wheel(0, -160)
  await takePicture(page, { name: 'report-finding', shows: [drifted, curl] })

  const exchange = page
    .getByTestId('test-result-attachment-header')
    .filter({ hasText: 'exchange' })
    .first()
  await exchange.click()
  await expect(page.getByText('"device_count": "0"')).toBeVisible()
  await expect(page.getByText('"token": "[secret')).toBeVisible()

  const local = /^(?:file|data|blob):/
  expect(asked.filter((url) => !local.test(url))).toEqual([])
  expect(broken).toEqual([])
})

test('the summary names the verdict first, and the heaviest finding', async ({
  page,
}) => {
  await page.goto(pathToFileURL(join(left.reportsDir, 'summary.html')).href)
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toContainText('failed', { ignoreCase: true })
  const heaviest = page.getByText('A credential that must be rejected').first()
  const shown = [heading, heaviest]
  await takePicture(page, { name: 'summary', shows: shown })
})

test('a cell of the matrix links to its test, opened from the disk', async ({
  page,
}) => {
  for (const file of ['auth-matrix.html', 'allure-report/auth-matrix.html']) {
    await page.goto(pathToFileURL(join(left.reportsDir, file)).href)
    const cell = page.getByRole('link', { name: 'BYPASS 200' })
    await cell.first().click()
    const message = page.getByTestId('test-result-error-message').first()
    await expect(message).toContainText('POST /client_sessions/list')
  }
})

for (const width of [1280, 400]) {
  test(`none of our pages is wider than a screen of ${width} pixels`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 })
    for (const name of ['summary.html', 'auth-matrix.html']) {
      await page.goto(pathToFileURL(join(left.reportsDir, name)).href)
      const needed = await page.evaluate('document.documentElement.scrollWidth')
      expect(needed, name).toBeLessThanOrEqual(width)
    }
  })
}

test('a report whose script does not load is detected', async ({ page }) => {
  const folder = join(left.reportsDir, 'allure-report')
  const whole = await readFile(join(folder, 'index.html'), 'utf8')
  const program = 'src="data:text/javascript;base64,'
  expect(whole).toContain(program)
  const broken = whole.replace(program, 'src="nowhere.js" data-was="')
  writeFileSync(join(folder, 'broken.html'), broken)
  await openReport(page, 'broken.html')
  await expect(openCategory(page, 2000)).rejects.toThrow('Timeout')
})
