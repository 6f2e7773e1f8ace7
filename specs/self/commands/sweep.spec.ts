import { expect, test } from '@playwright/test'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { put, putStrangers, touched } from '../cleanup/strangers.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

test('a dry run lists the sessions that sweep then deletes', async () => {
  const sandbox = await startSandbox()
  const strangers = putStrangers(sandbox)
  const old = put(sandbox, { userIdentifierKey: 'seamwatch-0a1b2c3d-00112233' })
  const dry = await seamwatch({ args: ['sweep', '--dry-run'], sandbox })
  expect(dry).toMatchObject({ exitCode: 0 })
  expect(dry.printed).toContain(`would be deleted (1)
  session ${old.id} of run 0a1b2c3d

1 would be deleted; this was a dry run, nothing was deleted.
`)
  expect(touched(sandbox, [old, ...strangers])).toEqual([])

  const swept = await seamwatch({ args: ['sweep'], sandbox })
  expect(swept).toMatchObject({ exitCode: 0 })
  expect(swept.printed).toContain(`deleted (1)
  session ${old.id} of run 0a1b2c3d

1 deleted.
`)
  expect(touched(sandbox, strangers)).toEqual([])
  expect(sandbox.state.size()).toBe(strangers.length)
  await sandbox.stop()

  const blind = await seamwatch({ args: ['sweep'], sandbox })
  expect(blind).toMatchObject({ exitCode: 3 })
  expect(blind.printed).toContain(
    'Sessions with a marker as key could not be listed: POST /client_sessions/list: no response',
  )
})

test('sweep deletes nothing with a key of another workspace', async () => {
  const sandbox = await startSandbox()
  const strangers = putStrangers(sandbox)
  const old = put(sandbox, { userIdentifierKey: 'seamwatch-0a1b2c3d-00112233' })
  const other = '00000000-0000-4000-8000-000000000000'
  for (const args of [['sweep'], ['sweep', '--dry-run']]) {
    const left = await seamwatch({
      args,
      sandbox,
      env: { SEAMWATCH_WORKSPACE_ID: other },
    })
    expect(left).toMatchObject({ exitCode: 2 })
    expect(left.printed).toContain(
      'the key is of another workspace than SEAMWATCH_WORKSPACE_ID names: no session there was deleted',
    )
  }
  expect(touched(sandbox, [old, ...strangers])).toEqual([])

  const swept = await seamwatch({
    args: ['sweep'],
    sandbox,
    env: { SEAMWATCH_WORKSPACE_ID: sandbox.seed.workspaceId },
  })
  expect(swept).toMatchObject({ exitCode: 0 })
  expect(touched(sandbox, strangers)).toEqual([])
  expect(sandbox.state.size()).toBe(strangers.length)
  await sandbox.stop()
})

test('there is nothing to sweep where the target ends with the run', async () => {
  const left = await seamwatch({ args: ['sweep'] })
  expect(left.exitCode).toBe(2)
  expect(left.printed).toContain(
    'the sandbox ends with its run, so there is nothing to sweep',
  )
})

test('sweep without a key checks nothing, and says what to set', async () => {
  const left = await seamwatch({ args: ['sweep', '--target', 'production'] })
  expect(left).toMatchObject({ exitCode: 3 })
  expect(left.printed).toBe(
    'Nothing was checked: set SEAM_API_KEY or SEAM_PERSONAL_ACCESS_TOKEN.\n',
  )
})
