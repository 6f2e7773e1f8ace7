/** The lock on a folder of reports: two runs in one folder would count each
 * other's requests and delete each other's files. */
import {
  lstatSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { processIdentity } from '../cleanup/entry.ts'
import type { ProcessIdentity } from '../cleanup/entry.ts'
import { lifeOf, ownIdentity } from '../cleanup/process-identity.ts'
import { UsageError } from '../model/problem.ts'
import { lockFile } from './write.ts'

export type Lock = { readonly release: () => void }

/** How often the owner shows that it is alive: another machine cannot see its
 * process. */
const beatMs = 5000

/** The lock of a process on another machine is stale once it has not been
 * touched for so long. */
const staleAfterMs = 60_000

/** Throws a `UsageError` if another process uses the folder. Changes
 * nothing. */
export function checkUnlocked(reportsDir: string): void {
  const text = textOf(join(reportsDir, lockFile))
  if (text === undefined || text === JSON.stringify(ownIdentity())) return
  if (isHeld(reportsDir, text)) throw inUse(reportsDir, text)
}

/** The folder must exist. Throws a `UsageError` if another process uses it. */
export function lockFolder(reportsDir: string): Lock {
  const file = join(reportsDir, lockFile)
  const own = JSON.stringify(ownIdentity())
  for (let attempt = 0; !create(file, own); attempt += 1) {
    const text = textOf(file)
    if (text === undefined) continue // released in the meantime
    if (attempt > 9 || isHeld(reportsDir, text) || !remove(file, text))
      throw inUse(reportsDir, text)
  }
  const timer = setInterval(() => touch(file), beatMs).unref()
  return {
    release: () => {
      clearInterval(timer)
      if (textOf(file) === own) rmSync(file, { force: true })
    },
  }
}

/** @returns false if there is one already. */
function create(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (Object(error).code === 'EEXIST') return false
    throw error
  }
}

/** Of two processes that find the same stale lock, one moves it away.
 * @returns false if it was a newer lock: it is put back. */
function remove(file: string, stale: string): boolean {
  const aside = `${file}.${process.pid}.draft`
  try {
    renameSync(file, aside)
  } catch {
    return true // another process has moved it: try to create again
  }
  if (textOf(aside) === stale) {
    rmSync(aside, { force: true })
    return true
  }
  renameSync(aside, file)
  return false
}

function isHeld(reportsDir: string, text: string): boolean {
  const identity = identityIn(text)
  const life = identity ? lifeOf(identity) : 'unknown'
  if (life !== 'unknown') return life === 'alive'
  try {
    const { mtimeMs } = lstatSync(join(reportsDir, lockFile))
    return Date.now() - mtimeMs < staleAfterMs
  } catch {
    return false // released in the meantime
  }
}

function identityIn(text: string): ProcessIdentity | undefined {
  try {
    return processIdentity.safeParse(JSON.parse(text)).data
  } catch {
    return undefined // half written, or by a person
  }
}

/** Undefined if there is no file; empty if it cannot be read. */
function textOf(file: string): string | undefined {
  try {
    return lstatSync(file).isFile() ? readFileSync(file, 'utf8') : ''
  } catch (error) {
    return Object(error).code === 'ENOENT' ? undefined : ''
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // A person has deleted it.
  }
}

function inUse(reportsDir: string, text: string): UsageError {
  const pid = identityIn(text)?.pid
  const who = pid === undefined ? 'another process' : `process ${pid}`
  return new UsageError([
    {
      code: 'argument-invalid',
      fact: `"${reportsDir}" is in use by ${who}, another run`,
      hint: `wait until it ends, or name another folder with --reports; a lock that a lost machine has left expires after ${staleAfterMs / 1000} s`,
    },
  ])
}
