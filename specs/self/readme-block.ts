/** Blocks of the README that are made from the code. */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from '@playwright/test'

/** Compares the block with what the code says; `UPDATE_README=1` writes it. */
export function expectBlock(name: string, text: string): void {
  const readme = readFileSync('README.md', 'utf8')
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`]
  const from = readme.indexOf(start) + start.length
  const to = readme.indexOf(end)
  if (process.env.UPDATE_README === '1') {
    const [before, after] = [readme.slice(0, from), readme.slice(to)]
    writeFileSync('README.md', `${before}\n${text}\n\n${after}`)
    return
  }
  expect(readme.slice(from, to).trim()).toBe(text)
}
