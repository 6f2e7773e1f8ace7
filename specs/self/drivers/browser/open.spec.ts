import { expect, test } from '@playwright/test'
import { findBrowser, noBrowser } from '../../../../src/drivers/browser/find.ts'
import { openBrowser } from '../../../../src/drivers/browser/open.ts'
import { checkOrigin, startSite } from '../../../../src/drivers/browser/site.ts'
import { UsageError } from '../../../../src/model/problem.ts'
import { childrenOf, isAlive } from '../../processes.ts'

const found = findBrowser()

/** Ids of child processes that still run. */
const children = () => childrenOf(process.pid).filter(isAlive)

test('closing a browser ends its processes and its site', async () => {
  test.skip(!found, noBrowser)
  test.skip(process.platform !== 'linux', 'processes are read from /proc')
  if (!found) return
  const before = children()
  const opened = await openBrowser(found)
  expect(children().length).toBeGreaterThan(before.length)
  await opened.close()
  expect(children()).toEqual(before)
  await expect(fetch(opened.site.origin)).rejects.toThrow()
})

test('pages have the origin that the settings name', async () => {
  test.skip(!found, noBrowser)
  if (!found) return
  const pageOrigin = 'http://app.example.org:3000'
  const opened = await openBrowser(found, { pageOrigin })
  const page = await opened.browser.newPage()
  await page.goto(pageOrigin)
  expect(await page.evaluate('location.origin')).toBe(pageOrigin)
  expect(await page.title()).toBe('A page of a customer')
  await opened.close()
})

test('the site serves its page and nothing else', async () => {
  const { origin, stop } = await startSite()
  const page = await fetch(origin)
  expect(page.headers.get('content-security-policy')).toContain("'none'")
  const { status } = await fetch(`${origin}/..%2fpackage.json`)
  expect(status).toBe(404)
  await stop()
})

for (const text of ['app.example.org', 'https://a.org', 'http://a.org/path']) {
  test(`"${text}" is rejected as an origin of pages`, () => {
    expect(() => checkOrigin(text)).toThrow(UsageError)
  })
}
