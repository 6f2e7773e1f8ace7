import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { folderWith } from '../folder.ts'
import { made, scenarioOf } from '../run/steps.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

const scenarios = { 'a.yaml': scenarioOf('one', made) }

test('no code is kept in the temporary folder, which other users may write to', async () => {
  const temporary = folderWith({}, 'temporary')
  const uid = process.getuid?.() ?? ''
  const kept = join(temporary, `tsx-${uid}`)
  mkdirSync(kept)
  const env = { TMPDIR: temporary, TMP: temporary, TEMP: temporary }
  const run = await seamwatch({ args: ['run'], scenarios, env })
  expect(run.exitCode, run.printed).toBe(0)
  expect(readdirSync(kept)).toEqual([])
  const left = readdirSync(temporary).filter((name) => /cache/.test(name))
  expect(left).toEqual([])
  expect(existsSync('node_modules/.cache/seamwatch')).toBe(true)
})
