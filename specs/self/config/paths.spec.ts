/** A path that cannot be used ends a command at once, and the message names the
 * option. */
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import type { CommandName } from '../../../src/config/options.ts'
import { requirePaths } from '../../../src/config/paths.ts'
import type { Given } from '../../../src/config/read-option.ts'

function messageFor(command: CommandName, given: Given, env = {}): string {
  try {
    requirePaths(command, { env, given })
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** A folder with a file, an empty file and a folder in it. */
function folderIn(info: TestInfo): string {
  const folder = info.outputPath('paths')
  mkdirSync(`${folder}/inner`, { recursive: true })
  writeFileSync(`${folder}/file`, '{}')
  writeFileSync(`${folder}/empty`, '')
  return folder
}

const writable = '--reports: expected a folder that can be written, but'

for (const below of ['x', 'x/y', 'self/x']) {
  test(`reports below /proc end a run at once: ${below}`, () => {
    test.skip(process.platform !== 'linux', 'only Linux has /proc')
    const said = messageFor('run', { reports: `/proc/${below}` })
    expect(said).toMatch(new RegExp(`^${writable} "/proc(?:/self)?" `))
    expect(said).toContain('→ name a folder that you may write to')
  })
}

test('reports cannot be a file, or below one', ({}, info) => {
  const folder = folderIn(info)
  for (const path of ['file', 'file/inner', 'file/inner/deep'])
    expect(messageFor('run', { reports: `${folder}/${path}` })).toContain(
      `${writable} "${folder}/file" is a file`,
    )
})

test('reports cannot be in a folder that is not writable', ({}, info) => {
  test.skip(process.getuid?.() === 0, 'root may write everywhere')
  const folder = folderIn(info)
  chmodSync(`${folder}/inner`, 0o500)
  expect(messageFor('run', { reports: `${folder}/inner/new` })).toContain(
    `${writable} "${folder}/inner" takes no new file (EACCES)`,
  )
})

test('a usable path is not changed by the check', ({}, info) => {
  const folder = folderIn(info)
  for (const path of ['inner', 'inner/new', 'a/b/c'])
    expect(messageFor('run', { reports: `${folder}/${path}` })).toBe('')
  expect(readdirSync(folder).toSorted()).toEqual(['empty', 'file', 'inner'])
  expect(readdirSync(`${folder}/inner`)).toEqual([])
})

test('a message names the variable where that was used', ({}, info) => {
  const folder = folderIn(info)
  const env = { SEAMWATCH_REPORTS: `${folder}/file` }
  expect(messageFor('run', {}, env)).toMatch(/^SEAMWATCH_REPORTS: /)
})

test('scenarios must be a folder that exists', ({}, info) => {
  const folder = folderIn(info)
  expect(messageFor('check', { scenarios: `${folder}/nope` })).toContain(
    `--scenarios: expected a folder, but "${folder}/nope" does not exist [argument-invalid]\n  → check the path`,
  )
  writeFileSync(`${folder}/a.yaml`, '{}')
  expect(messageFor('check', { scenarios: `${folder}/a.yaml` })).toBe(
    `--scenarios: expected a folder, but "${folder}/a.yaml" is a file [argument-invalid]\n  → name the folder that it is in: ${folder}`,
  )
  expect(messageFor('check', { scenarios: `${folder}/file` })).toBe(
    `--scenarios: expected a folder of scenario files, but "${folder}/file" is a file [argument-invalid]\n  → name a folder with scenarios in .yaml files`,
  )
})

test('the contract must be a file with content', ({}, info) => {
  const folder = folderIn(info)
  const said = (name: string) =>
    messageFor('check', { contract: `${folder}${name}` })
  expect(said('')).toContain(`--contract: expected a file, but "${folder}" is`)
  expect(said('/nope')).toContain('does not exist')
  expect(said('/empty')).toContain(
    `--contract: expected a file, but "${folder}/empty" is empty`,
  )
  expect(said('/file')).toBe('')
})

test('a new contract needs a place that can be written', ({}, info) => {
  const folder = folderIn(info)
  expect(messageFor('contract pull', { out: folder })).toContain(
    `--out: expected a file, but "${folder}" is a folder`,
  )
  expect(messageFor('contract pull', { out: `${folder}/file/x` })).toContain(
    `"${folder}/file" is a file`,
  )
  expect(messageFor('contract pull', { out: `${folder}/new/x` })).toBe('')
})

test('report and audit do not take a file for the reports', ({}, info) => {
  const folder = folderIn(info)
  for (const command of ['report', 'audit'] as const) {
    const said = messageFor(command, { reports: `${folder}/file` })
    expect(said).toContain('--reports: expected a folder, but')
    expect(messageFor(command, { reports: `${folder}/nope` })).toBe('')
  }
})
