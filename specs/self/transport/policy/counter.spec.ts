import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { openCounter } from '../../../../src/transport/policy/counter.ts'

test('a counter starts at zero, counts, and can be cleared', ({}, info) => {
  const counter = openCounter(info.outputPath('guards', 'sent'))
  expect(counter.read()).toBe(0)
  expect([counter.add(), counter.add()]).toEqual([1, 2])
  counter.clear()
  expect(counter.read()).toBe(0)
})

test('two counters with the same file have the same count', ({}, info) => {
  const file = info.outputPath('sent')
  const [one, other] = [openCounter(file), openCounter(file)]
  one.add()
  expect(other.add()).toBe(2)
  other.clear()
  expect(one.read()).toBe(0)
})

test('no count is lost if processes count at the same time', async ({}, info) => {
  const file = info.outputPath('sent')
  const module = pathToFileURL(
    join(process.cwd(), 'src/transport/policy/counter.ts'),
  )
  const code = `
    const { openCounter } = await import('${module.href}')
    const counter = openCounter(process.argv[1])
    for (let turn = 0; turn < 500; turn += 1) counter.add()`
  const count = (): Promise<number | null> => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', code, file],
      { stdio: 'inherit' },
    )
    return new Promise((resolve) => {
      child.on('close', resolve)
    })
  }
  expect(await Promise.all([count(), count(), count()])).toEqual([0, 0, 0])
  expect(openCounter(file).read()).toBe(1500)
})
