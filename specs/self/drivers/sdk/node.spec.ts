/** The Node that runs a release. */
import { expect, test } from '@playwright/test'
import { readNode, wrongNode } from '../../../../src/drivers/sdk/node.ts'
import { UsageError } from '../../../../src/model/problem.ts'

test('another Node is named by its path', async () => {
  const program = process.execPath
  const { version } = process
  expect(await readNode(program)).toEqual({ program, version })
  expect(await readNode(undefined)).toEqual({ program, version })
})

for (const [program, fact] of [
  ['/bin/ls', '"/bin/ls --version" does not print a version of Node'],
  ['/nowhere/node', '"/nowhere/node" cannot be started'],
] as const) {
  test(`"${program}" is no Node`, async () => {
    const read = readNode(program)
    await expect(read).rejects.toThrow(UsageError)
    await expect(read).rejects.toThrow(
      `--runtime: expected a Node, but ${fact}`,
    )
  })
}

test('a release that asks for another Node is noted', () => {
  const runtime = 'v20.20.2'
  expect(wrongNode({ engine: '>=22.12.0', runtime })).toBe(
    'it asks for Node >=22.12.0, and v20.20.2 runs it: name another one with --runtime',
  )
  expect(wrongNode({ engine: '>=18 <23', runtime })).toBeUndefined()
  expect(wrongNode({ runtime })).toBeUndefined()
})
