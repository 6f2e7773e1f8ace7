import { expect, test } from '@playwright/test'
import { ledgerFolder } from '../../../src/cleanup/ledger.ts'
import { readLedgers } from '../../../src/cleanup/read-ledgers.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Session } from '../../../src/sandbox/store.ts'
import type { Left } from '../commands/left.ts'
import { start } from '../commands/seamwatch.ts'
import { createExecutioner, points, scenario } from './executioner.ts'
import type { Point } from './executioner.ts'
import { ours, putStrangers, putTwin, touched } from './strangers.ts'

test.describe.configure({ timeout: 600_000 })

test('the next run deletes everything that a killed run left, whenever it was killed', async ({}, info) => {
  const executioner = createExecutioner()
  const sandbox = await startSandbox({ faults: executioner.faults })
  const strangers: Session[] = [...putStrangers(sandbox)]

  /** @returns the sessions that it left, and those that existed at its first
   * create. */
  const run = async (
    point?: Point,
  ): Promise<Left & { readonly atFirstCreate: number | undefined }> => {
    let atFirstCreate: number | undefined
    const started = start({
      args: ['run', '--concurrency', '1'],
      isGroup: true, // to be killed whole
      sandbox,
      scenarios: { 'three.yaml': scenario },
    })
    executioner.aim({
      ...(point && { point }),
      kill: () => started.killGroup('SIGKILL'),
      onFirstCreate: () => {
        atFirstCreate = ours(sandbox, strangers).length
      },
    })
    return { ...(await started.ended), atFirstCreate }
  }

  const table: string[] = []
  for (const [index, point] of points.entries()) {
    const { signal, printed, atFirstCreate } = await run(point)
    expect(signal, `${point.what}\n${printed}`).toBe('SIGKILL')
    // At its first create a run must find no session of an earlier run.
    const isSweeping = point.phase === 'sweep'
    expect(atFirstCreate, point.what).toBe(isSweeping ? undefined : 0)
    const left = ours(sandbox, strangers)
    expect(left.length, point.what).toBe(point.leaves)
    expect(touched(sandbox, strangers), point.what).toEqual([])
    strangers.push(...left.map((session) => putTwin(sandbox, session)))
    table.push(
      `${index + 1}. killed ${point.what}: left ${left.length}; found by its own first create ${atFirstCreate ?? 'none, it got no further'}`,
    )
  }
  const { exitCode, printed, atFirstCreate, reportsDir } = await run()
  await sandbox.stop()
  table.push(
    `then a whole run: found ${atFirstCreate}, left ${ours(sandbox, strangers).length}, strangers touched ${touched(sandbox, strangers).length} of ${strangers.length}`,
  )
  await info.attach('killed', {
    contentType: 'text/plain',
    body: table.join('\n'),
  })
  expect(exitCode, printed).toBe(0)
  expect(atFirstCreate).toBe(0)
  expect(ours(sandbox, strangers)).toEqual([])
  expect(touched(sandbox, strangers)).toEqual([])
  const open = readLedgers(ledgerFolder(reportsDir)).flatMap((it) => it.open)
  // A replica might still show one of the last seconds: the next run looks.
  const ids = open.flatMap(({ sessionIds }) => sessionIds)
  const { workspaceId } = sandbox.seed
  expect(ids.filter((id) => sandbox.state.findById(workspaceId, id))).toEqual(
    [],
  )
})
