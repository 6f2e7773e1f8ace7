/** What a hostile reply says is shown, and drives nothing: neither the terminal
 * nor JUnit nor a page. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, relative } from 'node:path'
import { expect, test } from '@playwright/test'
import { chromium } from 'playwright'
import {
  driving,
  hostile,
  scripts,
} from '../../../src/sandbox/mutants/hostile.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import type { Left } from '../commands/seamwatch.ts'

test.describe.configure({ mode: 'serial', timeout: 120_000 })

const scenario = `scenario: something hostile answers
owner: self
steps:
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    save: { session_id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ session_id }}" } }
  - id: list
    call: /client_sessions/list
    body: {}
    expect: { client_sessions: [] }
`

let left: Left

test.beforeAll(async ({}, info) => {
  test.setTimeout(120_000)
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
  const folder = info.outputPath('scenarios')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'a.yaml'), scenario)
  left = await seamwatch(info, {
    args: ['run', '--scenarios', relative(process.cwd(), folder)],
    env: {
      SEAM_ENDPOINT: sandbox.url,
      SEAM_API_KEY: sandbox.seed.apiKey,
    },
  })
  await sandbox.stop()
})

test('the terminal gets no control character but line breaks', () => {
  expect(left.exitCode).toBe(1)
  expect(left.printed).toContain('\\u001b[2J')
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  expect(left.printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  expect(left.printed).not.toContain(driving.at(-1))
})

test('JUnit and the summary stay well-formed', async () => {
  const junit = await readFile(join(left.reportsDir, 'junit.xml'), 'utf8')
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  expect(junit).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
  const markup = junit.replaceAll(/<!\[CDATA\[[^]*?\]\]>/g, '')
  expect(markup).not.toMatch(/<script|<img|\]\]>/)
  const page = await readFile(join(left.reportsDir, 'summary.html'), 'utf8')
  expect(page).not.toMatch(/<script|<img/)
  expect(page).toContain('&lt;')
})

const browser = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((it) =>
  existsSync(it),
)

test('no page runs what a reply sent', async () => {
  test.skip(browser === undefined, 'no browser was found on this machine')
  const server = createServer(async (incoming, outgoing) => {
    const path = decodeURIComponent(incoming.url ?? '').split('?')[0] ?? ''
    const types: Readonly<Record<string, string>> = {
      '.html': 'text/html',
      '.js': 'text/javascript',
      '.json': 'application/json',
      '.css': 'text/css',
    }
    const body = await readFile(join(left.reportsDir, path)).catch(() => '')
    outgoing.setHeader('content-type', types[extname(path)] ?? 'text/plain')
    outgoing.end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // it listens on TCP
  const origin = `http://127.0.0.1:${port}`
  const opened = await chromium.launch({
    executablePath: browser ?? '',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  try {
    const page = await opened.newPage()
    await page.goto(`${origin}/summary.html`)
    expect(await page.title()).not.toBe('owned')
    expect(await page.locator('body').innerText()).toContain('<script>')

    const results = join(left.reportsDir, 'allure-report/data/test-results')
    const [result = ''] = await readdir(results)
    const id = result.replace('.json', '')
    await page.goto(`${origin}/allure-report/index.html#${id}`)
    await page.getByText('BREAKING-DRIFT').first().waitFor()
    // Everything that can be opened is: steps, then the files below them.
    for (const name of ['list', 'exchange', '[BREAKING-DRIFT]']) {
      const found = page.getByText(name, { exact: false })
      for (const one of await found.all()) {
        await one.click({ timeout: 2000 }).catch(() => {})
      }
    }
    expect(await page.locator('body').innerText()).toContain('created_at')
    for (const frame of page.frames()) {
      expect(await frame.title()).not.toBe('owned')
    }
    expect(scripts).toContain('owned')
  } finally {
    await opened.close()
    server.closeAllConnections()
    server.close()
  }
})
