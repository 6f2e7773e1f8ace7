/** Blocks of the READMEs that the code generates. */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from '@playwright/test'

/** Compares the block with what the code says; `UPDATE_README=1` writes it.
 * @param block its name, in README.md unless another file is named. */
export function expectBlock(
  block: string | { readonly name: string; readonly file: string },
  text: string,
): void {
  const { name, file } =
    typeof block === 'string' ? { name: block, file: 'README.md' } : block
  const readme = readFileSync(file, 'utf8')
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`]
  const from = readme.indexOf(start) + start.length
  const to = readme.indexOf(end)
  if (process.env.UPDATE_README === '1') {
    const [before, after] = [readme.slice(0, from), readme.slice(to)]
    writeFileSync(file, `${before}\n${text}\n\n${after}`)
    return
  }
  expect(readme.slice(from, to).trim()).toBe(text)
}
