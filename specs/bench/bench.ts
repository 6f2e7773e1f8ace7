/** `npm run bench`: what the engine costs, as ratios measured in one run. */
import { startEmbedded } from '../../src/auth/embedded.ts'
import {
  bareClient,
  bareContext,
  engine,
  lightEngine,
  requestsPerFlow,
} from './flow.ts'
import { measureJudging } from './judging.ts'
import { inTurn, measure } from './measure.ts'
import type { Measured } from './measure.ts'
import type { Cost } from './processes.ts'
import { measurePages } from './pages.ts'
import { measureStartup } from './startup.ts'
import {
  measureFailing,
  measureWaiting,
  measureWhole,
  wholeRows,
} from './whole.ts'

const say = (line = ''): void => {
  process.stdout.write(`${line}\n`)
}
const number = (value: number, digits = 0): string =>
  value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })

// Its own process: its work is not counted as the client's.
const server = await startEmbedded('sandbox', {
  contractFile: 'schemas/client-sessions.json',
})
try {
  await flows()
  await memory()
  await pages()
  await whole()
  await waiting()
} finally {
  await server.stop()
}
judging()
await startup()

async function flows(): Promise<void> {
  const { target } = server
  const contestants = {
    'bare client (undici)': await bareClient(target),
    'bare Playwright context': await bareContext(target),
    seamwatch: await engine(target),
    'seamwatch, light': await lightEngine(target),
  }
  for (const atOnce of [1, 16]) {
    const runs = Object.entries(contestants).map(
      ([name, { flow }]) =>
        [name, () => measure(flow, { times: 200, atOnce })] as const,
    )
    const results = await inTurn(Object.fromEntries(runs), 5)
    say(`create, get, grant_access, delete with two looks; ${atOnce} at a time`)
    for (const [name, measured] of Object.entries(results)) {
      say(row(name, measured, results))
    }
    say()
  }
  for (const { close } of Object.values(contestants)) await close()
}

function row(
  name: string,
  measured: Measured,
  all: Readonly<Record<string, Measured>>,
): string {
  const ratio = (other: string): string => {
    const reference = all[other]?.cpuPerThousand ?? Number.NaN
    return `${number(measured.cpuPerThousand / reference, 2)}×`
  }
  return [
    `  ${name.padEnd(24)}`,
    `${number(measured.perSecond * requestsPerFlow).padStart(7)} requests/s`,
    `${number(measured.perSecond).padStart(6)} flows/s`,
    `${number(measured.cpuPerThousand, 2).padStart(6)} CPU s per 1,000 flows`,
    `${ratio('bare client (undici)').padStart(7)} of the bare client`,
    `${ratio('bare Playwright context').padStart(6)} of the bare context`,
  ].join('  ')
}

async function memory(): Promise<void> {
  const { flow, close } = await engine(server.target)
  say('memory over 10,000 flows, 16 at a time')
  for (const upTo of [1000, 4000, 7000, 10_000]) {
    await measure(flow, { times: upTo === 1000 ? 1000 : 3000, atOnce: 16 })
    globalThis.gc?.()
    const { heapUsed, rss } = process.memoryUsage()
    const [heap, all] = [heapUsed, rss].map((it) => number(it / 1024 / 1024))
    say(
      `  after ${number(upTo).padStart(6)} flows  heap ${heap} MB  process ${all} MB`,
    )
  }
  await close()
  say()
}

async function pages(): Promise<void> {
  const cost = await measurePages(server.target.endpoint)
  say('one request, one at a time')
  if (cost.kind === 'not-judged') {
    say(`  from a page: not judged, ${cost.reason}`)
    say()
    return
  }
  const { api, page } = cost
  const ms = ({ perSecond }: Measured): string =>
    `${number(1000 / perSecond, 2).padStart(6)} ms`
  say(`  the api driver      ${ms(api)}`)
  say(
    `  the browser driver  ${ms(page)}  ${number(api.perSecond / page.perSecond, 1)}× the api driver, with a preflight each time`,
  )
  say()
}

/** All processes, Allure included. */
async function whole(): Promise<void> {
  const { engine: ours, handWritten } = await measureWhole(server.target)
  const ratio = (ours.cpu / handWritten.cpu).toFixed(2)
  say(`${number(wholeRows)} flows by the whole command, with an Allure report`)
  say(`  a hand-written suite  ${costLine(handWritten)}`)
  say(`  seamwatch run         ${costLine(ours)}  ${ratio}× its CPU`)
  const { passing, failing } = await measureFailing()
  say('all cases against the sandbox, and one whose errors are plain text')
  say(`  all pass              ${costLine(passing)}`)
  say(
    `  those with errors fail ${costLine(failing)}  ${(failing.cpu / passing.cpu).toFixed(2)}× the CPU`,
  )
  say()
}

function costLine({ cpu, wall, peakMb }: Cost): string {
  return `${number(cpu, 1).padStart(6)} CPU s  ${number(wall, 1).padStart(6)} s  ${number(peakMb)} MB at most`
}

async function waiting(): Promise<void> {
  say('all cases against a target that answers later')
  for (const latencyMs of [0, 50, 150]) {
    const cost = await measureWaiting(latencyMs)
    say(`  ${String(latencyMs).padStart(3)} ms  ${costLine(cost)}`)
  }
  say()
}

function judging(): void {
  const { bareUs, judgeUs, wholeUs } = measureJudging()
  const line = (what: string, us: number): string =>
    `  ${what.padEnd(58)} ${number(us, 2).padStart(6)} µs  ${number(us / bareUs, 1).padStart(5)}× bare ajv`
  say('judging one session')
  say(line('bare ajv, schema and formats', bareUs))
  say(line('schema, formats and undocumented properties', judgeUs))
  say(line('all checks: status, content type, reading JSON, body', wholeUs))
  say()
}

async function startup(): Promise<void> {
  const { engineMs, bareMs } = await measureStartup()
  say('from the command to the first request')
  say(`  one hand-written Playwright test  ${number(bareMs)} ms`)
  say(
    `  seamwatch run                     ${number(engineMs)} ms  ${number(engineMs / bareMs, 2)}× the hand-written test`,
  )
}
