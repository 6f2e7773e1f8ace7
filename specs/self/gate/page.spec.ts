/** The page of the gate: the answer, why, and how to see it again. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pathToFileURL } from 'node:url'
import { expect } from '@playwright/test'
import { findBrowser, noBrowser } from '../../../src/drivers/browser/find.ts'
import { createSdkClient } from '../../../src/drivers/sdk/client.ts'
import { conditions } from '../../../src/gate/conditions.ts'
import { decide } from '../../../src/gate/decide.ts'
import { callsOf, nothingTried } from '../../../src/gate/found.ts'
import { tryConditions } from '../../../src/gate/try-conditions.ts'
import { againFor } from '../../../src/report/gate/again.ts'
import { causesByPart } from '../../../src/report/gate/causes.ts'
import { byId, shownFor } from '../../../src/report/gate/evidence.ts'
import { renderGate } from '../../../src/report/html/gate-page.ts'
import { test } from '../drivers/browser/pages.ts'
import { publishedRelease } from '../drivers/sdk/releases.ts'
import { contract } from '../kit.ts'
import { calls, result, shown } from './fixture.ts'

const spec = 'npm:@seamapi/http@2.26.0'
const page = renderGate({ result, calls, spec })

function positions(texts: readonly string[]): readonly number[] {
  return texts.map((text) => {
    const at = page.indexOf(text)
    expect(at, text).toBeGreaterThan(0)
    return at
  })
}

test('the answer comes first, then what is new, then what does not decide', () => {
  const order = positions([
    '<b>NO</b>',
    '<small>@seamapi/http 2.26.0, against 2.11.2</small>',
    'New <small>1 cause',
    'console.error of the error prints the credential',
    'npm install @seamapi/http@2.26.0',
    'Plain HTTP, the same call',
    'Carried over',
    'Notes',
    'Not judged: nothing',
    'How much was judged',
    'integrity <code>sha512-abc',
  ])
  expect(order).toEqual(order.toSorted((left, right) => left - right))
})

test('a dependency that resolved to another version is marked', () => {
  expect(page.replaceAll(/\s+/g, ' ')).toContain('axios 1.21.1 (1.20.0 before)')
})

test('what was not judged has its reason and what to do', () => {
  const notJudged = [
    { what: 'the SDK for PHP', reason: 'there is no php', fix: 'install php' },
  ]
  const other = renderGate({ result: { ...result, notJudged }, calls, spec })
  expect(other).toMatch(
    /the SDK for PHP<[^]*there is no php<[^]*What to do">install php</,
  )
})

test('what a release wrote neither becomes HTML nor leaves the comment of the script', () => {
  const received = '</pre><script>alert(1)</script>\nEND\nrm -rf /'
  const findings = [{ ...shown, received }]
  const other = renderGate({ result: { ...result, findings }, calls, spec })
  expect(other).not.toContain('<script')
  const [cause] = causesByPart(findings).fresh
  if (!cause) throw new Error('there is no cause')
  const { release } = result
  const [call] = calls
  const by = { shown: call && { release: call }, release, spec }
  expect(againFor(cause, by)?.match(/^END$/gm)).toHaveLength(1)
})

test('an export with a strange name is not put into a command', () => {
  const key = '$(rm -rf ~)'
  const code = 'package-export-removed'
  const [cause] = causesByPart([{ ...shown, code, key, calls: [] }]).fresh
  if (!cause) throw new Error('there is no cause')
  const { release } = result
  const script = againFor(cause, { shown: undefined, release, spec })
  expect(script).toContain("import('@seamapi/http')")
  expect(script).not.toContain('rm -rf')
})

test('a release that no script can call has the command of the gate', () => {
  const release = { ...result.release, name: 'seam', runtime: 'Python 3.11.2' }
  expect(renderGate({ result: { ...result, release }, calls, spec })).toContain(
    `npx seamwatch gate ${spec} --baseline none`,
  )
})

test('the script of a call without a request gets what plain HTTP got', () => {
  const [call, , control] = calls
  const [cause] = causesByPart([shown]).fresh
  if (!call || !control || !cause) throw new Error('there is no call')
  const { release } = result
  const evidence = { release: { ...call, wire: [] }, control }
  expect(againFor(cause, { shown: evidence, release, spec })).toContain(
    '{"status":404,',
  )
})

for (const [condition, code, line] of [
  ['not-found', 'sdk-credential-shown', 'the credential is in the error'],
  ['redirect', 'sdk-credential-sent-elsewhere', 'sent: GET /elsewhere'],
  ['lost', 'sdk-call-repeated', 'sent: PUT /client_sessions/create'],
] as const) {
  test(`its script shows ${code} again, without Seamwatch`, async () => {
    test.slow()
    const installed = publishedRelease('2.26.0')
    const client = createSdkClient(installed)
    const chosen = conditions.filter(({ id }) => id === condition)
    const release = await tryConditions(client, { contract, chosen })
    await client.close()
    const by = { release, baseline: undefined, control: nothingTried }
    const { fresh } = causesByPart(decide(by).findings)
    const cause = fresh.find((it) => it.code === code)
    if (!cause) throw new Error('nothing was found')
    const script = againFor(cause, {
      shown: shownFor(cause, byId(callsOf('release', release))),
      release: { ...installed, runtime: process.version },
      spec,
    })
    const program = script?.split('\n').slice(2, -2).join('\n') ?? ''
    writeFileSync(join(installed.folder, 'again.mjs'), program)
    const { stdout } = await promisify(execFile)('node', ['again.mjs'], {
      cwd: installed.folder,
    })
    expect(stdout).toContain(line)
  })
}

test.describe('in a browser', () => {
  test.skip(!findBrowser(), noBrowser)

  for (const width of [1280, 400]) {
    test(`at ${width} px it needs no horizontal scrolling, and no script`, async ({
      page: tab,
    }, info) => {
      const file = info.outputPath('gate.html')
      writeFileSync(file, page)
      const said: string[] = []
      tab.on('console', (message) => said.push(message.text()))
      await tab.setViewportSize({ width, height: 900 })
      await tab.goto(pathToFileURL(file).href)
      for (const folded of await tab.locator('summary').all()) {
        if (await folded.isVisible()) await folded.click()
      }
      expect(
        await tab.evaluate('document.documentElement.scrollWidth'),
      ).toBeLessThanOrEqual(width)
      expect(said).toEqual([])
    })
  }

  test('at 1280 px the answer, the reason and the script are in view', async ({
    page: tab,
  }, info) => {
    const file = info.outputPath('gate.html')
    writeFileSync(file, page)
    await tab.setViewportSize({ width: 1280, height: 900 })
    await tab.goto(pathToFileURL(file).href)
    for (const text of ['NO', 'against 2.11.2', 'See it again by hand'])
      await expect(tab.getByText(text).first()).toBeInViewport()
  })
})
