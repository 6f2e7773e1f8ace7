import { expect, test } from '@playwright/test'
import { fingerprintOf } from '../../../src/model/finding.ts'
import { findingsOf, runSteps } from '../kit.ts'

const token = 'seam_cst1unknown_0123456789+/='

function refused(given = token) {
  return `
  - id: refused
    call: /client_sessions/list
    as: { api_key: "${given}" }
    expect_refused: true
`
}

async function saying(message: string, steps = refused()) {
  const { outcome } = await runSteps(steps, {
    faults: {
      reply: (reply) => ({
        ...reply,
        body: { error: { type: 'unauthorized', message }, ok: false },
      }),
    },
  })
  return outcome
}

const trace = 'expectation error-trace-shown body'
const echo = 'expectation error-credential-echoed body'

for (const [runtime, text] of [
  ['Node', 'Error: no\n    at get (/app/src/get.js:12:34)'],
  ['Node itself', 'at process.processTicks (node:internal/process/x:95:5)'],
  ['Python', 'Traceback (most recent call last):\n  File "a.py", line 3'],
  ['Java', 'at com.seam.Get.run(Get.java:12)'],
  ['Ruby', "/app/get.rb:12:in `run'"],
  ['PHP', '#0 /app/get.php(12): run()'],
  ['Go', 'goroutine 1 [running]:'],
  ['.NET', 'at Seam.Get() in C:\\get.cs:line 12'],
] as const) {
  test(`a stack trace of ${runtime} is reported`, async () => {
    expect(findingsOf(await saying(text))).toEqual([trace])
  })
}

for (const text of [
  'expected a date such as 2031-01-01T10:20:30Z',
  'look at https://docs.seam.co:443/errors.html',
  'the file get.ts is at fault, line 12',
]) {
  test(`no stack trace is seen in "${text}"`, async () => {
    expect(findingsOf(await saying(text))).toEqual([])
  })
}

test('the line of the trace is shown, and what is before it is not', async () => {
  const { steps } = await saying('no: "at get (/app/src/get.js:12:34)"')
  expect(steps[0]?.findings[0]?.received).toBe(
    'a stack trace, with "/app/src/get.js:12:34"',
  )
})

test('a very long word without spaces is judged in bounded time', async () => {
  const before = process.cpuUsage()
  expect(findingsOf(await saying('a.js:'.repeat(200_000)))).toEqual([])
  // CPU time, so that the test does not fail on a busy machine.
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000)
})

for (const [how, text] of [
  ['as it was sent', token],
  ['encoded in a URL', encodeURIComponent(token)],
  ['in base64', Buffer.from(token).toString('base64')],
  [
    'in base64 with its scheme',
    Buffer.from(`Bearer ${token}`).toString('base64'),
  ],
] as const) {
  test(`a credential that comes back ${how} is reported`, async () => {
    expect(findingsOf(await saying(`no: ${text}`))).toEqual([echo])
  })
}

test('the finding does not contain the credential', async () => {
  const { steps } = await saying(`no: ${token}`)
  expect(JSON.stringify(steps[0]?.findings)).not.toContain(token)
})

test('another credential that comes back has the same fingerprint', async () => {
  const other = 'seam_at1_another_0123456789'
  const [one] = (await saying(token)).steps.flatMap((it) => it.findings)
  const [two] = (await saying(other, refused(other))).steps.flatMap(
    (it) => it.findings,
  )
  expect(one && fingerprintOf(one)).toBe(two && fingerprintOf(two))
  expect(one).toBeDefined()
})

test('the word Bearer is not a credential', async () => {
  expect(findingsOf(await saying('expected a Bearer token'))).toEqual([])
})

test('a status that is wrong already does not hide a stack trace', async () => {
  const { outcome } = await runSteps(
    `
  - id: list
    call: /client_sessions/list
`,
    {
      faults: {
        reply: (reply) => ({ ...reply, status: 418, body: 'at get.js:1:2' }),
      },
    },
  )
  expect(findingsOf(outcome)).toEqual([
    'breaking-drift status-undocumented status',
    trace,
  ])
})
