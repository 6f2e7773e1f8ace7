/** Hostile contracts: each is an error with a place before anything is sent,
 * and none takes long. */
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { relative } from 'node:path'
import { expect, test } from '@playwright/test'
import { renderProblem, UsageError } from '../../../src/model/problem.ts'
import { loadSuite } from '../../../src/cases/suite.ts'
import { listenOnLoopback } from '../../../src/transport/loopback.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { hostileContracts } from '../hostile/contracts.ts'
import { judge } from './contract-of.ts'

/** The first line that a person reads, with a short name of the file. */
async function firstLineOf(contractFile: string): Promise<string | undefined> {
  const file = relative(process.cwd(), contractFile)
  try {
    const { problems } = await loadSuite({
      contractFile,
      scenariosDir: 'scenarios',
      tags: [],
      driver: 'api',
    })
    return problems.map(renderProblem)[0]?.split('\n')[0]
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const [first = '', second] = error.message.split('\n')
    expect(second, 'what to do').toMatch(/^ {2}→ /)
    return first.replaceAll(file, 'c.json')
  }
}

/** A server that must not get a request. */
async function listen() {
  const asked: (string | undefined)[] = []
  const server = createServer(({ url }, response) => {
    asked.push(url)
    response.end('{}')
  })
  const { port, stop } = await listenOnLoopback(server)
  return { origin: `http://127.0.0.1:${port}`, asked, stop }
}

for (const { file, error, make } of hostileContracts) {
  test(`a contract ${file}: ${error}`, async ({}, info) => {
    const { origin, asked, stop } = await listen()
    const url = `${origin}/x`
    const path = info.outputPath('c.json')
    const made = make(url)
    if (made === 'folder') mkdirSync(path)
    else if (typeof made === 'object' && 'bytes' in made) {
      writeFileSync(path, '')
      truncateSync(path, made.bytes) // takes no room on the disk
    } else writeFileSync(path, made)
    const before = process.cpuUsage()
    const said = await firstLineOf(path)
    // CPU time, so that the test does not fail on a busy machine.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000)
    expect(said?.replace(url, 'URL')).toBe(error)
    expect(Object.keys(Object.prototype)).toEqual([])
    await stop()
    expect(asked).toEqual([])
  })
}

test('a run with a contract that cannot judge exits 2 and sends nothing', async ({}, info) => {
  const { origin, asked, stop } = await listen()
  const contract = info.outputPath('c.json')
  const schema = { propertes: {} }
  const content = { 'application/json': { schema } }
  const get = { responses: { '200': { description: 'OK', content } } }
  const document = { openapi: '3.0.3', paths: { '/x': { get } } }
  writeFileSync(contract, JSON.stringify(document))
  const { exitCode, printed } = await seamwatch({
    args: ['run', '--contract', contract],
    env: {
      SEAMWATCH_TARGET: origin,
      SEAM_API_KEY: 'seam_test1_key',
    },
  })
  await stop()
  expect(exitCode).toBe(2)
  expect(printed).toContain('did you mean "properties"?')
  expect(asked).toEqual([])
})

test('a pattern that takes too long is reported, and rejects no value', () => {
  const schema = {
    type: 'array',
    items: { type: 'string', pattern: '^(\\w+)+$' },
  }
  const long = `${'a'.repeat(40)}!`
  const before = process.cpuUsage()
  const violations = judge(Array(10_000).fill(long), schema)
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000)
  expect(violations[0]).toMatchObject({
    kind: 'undecided',
    at: '[0]',
    documented: 'string',
    received: 'a text on which the pattern takes longer than 1000 ms',
  })
})

test('a pattern that ends in time judges the value', () => {
  const schema = { type: 'string', pattern: '^\\d+(\\.\\d+)*$' }
  expect(judge('1.2.3', schema)).toEqual([])
  expect(judge('1.2.x', schema)).toMatchObject([{ kind: 'constraint-broken' }])
})
