import { expect, test } from '@playwright/test'
import { existsSync, readFileSync } from 'node:fs'
import { findComponents } from '../../../../src/drivers/components/package.ts'

test('without a folder the installed release is tested', () => {
  const { name, files } = findComponents(undefined)
  const manifest = readFileSync('package.json', 'utf8')
  const pinned = JSON.parse(manifest).dependencies['@seamapi/react']
  expect(name).toBe(`@seamapi/react@${pinned}`)
  for (const file of Object.values(files)) expect(existsSync(file)).toBe(true)
})

test('the licence of the package allows its use here', () => {
  const file = 'node_modules/@seamapi/react/package.json'
  expect(JSON.parse(readFileSync(file, 'utf8')).license).toBe('MIT')
})

test('a folder without a package is an error that names the variable', () => {
  expect(() => findComponents('specs')).toThrow(
    'SEAMWATCH_COMPONENTS="specs" holds no package.json with a dist/elements.js',
  )
})
