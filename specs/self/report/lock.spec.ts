import { spawn } from 'node:child_process'
import { readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ownIdentity } from '../../../src/cleanup/process-identity.ts'
import { checkUnlocked, lockFolder } from '../../../src/report/lock.ts'
import { folderWith } from '../folder.ts'
import { statOf } from '../processes.ts'

const locked = (identity: unknown): string =>
  folderWith({ '.lock': JSON.stringify(identity) })

test('a folder is locked until its lock is released', () => {
  const folder = folderWith({})
  const lock = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow('is in use by process')
  lock.release()
  expect(readdirSync(folder)).toEqual([])
  lockFolder(folder).release()
})

test('the lock of another process that runs is respected', async () => {
  test.skip(process.platform !== 'linux', 'only Linux says when it started')
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 9)'])
  const startedAt = statOf(Number(child.pid))[19]
  const identity = { ...ownIdentity(), pid: child.pid, startedAt }
  const folder = locked(identity)
  expect(() => checkUnlocked(folder)).toThrow(
    `is in use by process ${child.pid}`,
  )
  expect(() => lockFolder(folder)).toThrow(`is in use by process ${child.pid}`)
  expect(readFileSync(join(folder, '.lock'), 'utf8')).toBe(
    JSON.stringify(identity),
  )
  child.kill('SIGKILL')
  await new Promise((ended) => child.once('close', ended))
  checkUnlocked(folder)
  lockFolder(folder).release()
})

test('the lock of a process whose id another one now has is taken over', () => {
  const folder = locked({ ...ownIdentity(), startedAt: '1' })
  checkUnlocked(folder)
  lockFolder(folder).release()
  expect(readdirSync(folder)).toEqual([])
})

for (const [what, text] of [
  ['of another machine', { pid: 1, where: 'elsewhere', startedAt: '1' }],
  ['that cannot be read', 'half'],
  ['with a process id that is none', { pid: -1, where: '', startedAt: '' }],
] as const) {
  test(`a lock ${what} holds for a minute after it was last touched`, () => {
    const folder = locked(text)
    expect(() => lockFolder(folder)).toThrow('is in use by')
    const old = new Date(Date.now() - 61_000)
    utimesSync(join(folder, '.lock'), old, old)
    lockFolder(folder).release()
  })
}

test('a lock that another process has taken meanwhile is not released', () => {
  const folder = folderWith({})
  const lock = lockFolder(folder)
  writeFileSync(join(folder, '.lock'), 'of another')
  lock.release()
  expect(readdirSync(folder)).toEqual(['.lock'])
})
