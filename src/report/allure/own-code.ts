/** Own code: the program that Allure copies from its package into each report.
 * It is the same every time, and larger than all that a run has written. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const start = Buffer.from('src="data:text/javascript;base64,')

/** @returns the page with blanks in place of that program: places stay the same.
 * What is not in Allure's package, byte for byte, stays. */
export function withoutAllureCode(page: Buffer): Buffer {
  const at = page.indexOf(start)
  if (at === -1) return page
  const from = at + start.length
  const to = page.indexOf('"', from)
  const text = page.toString('latin1', from, to)
  const code = Buffer.from(text, 'base64')
  const isWhole = code.toString('base64') === text
  if (!isWhole || packaged()?.includes(code) !== true) return page
  return Buffer.concat([
    page.subarray(0, from),
    Buffer.alloc(to - from, ' '),
    page.subarray(to),
  ])
}

let files: Buffer | undefined

/** Undefined where this version of Allure keeps it elsewhere. */
function packaged(): Buffer | undefined {
  try {
    const main = import.meta.resolve('@allurereport/plugin-awesome')
    const file = new URL('./static/report.tar', main)
    return (files ??= readFileSync(fileURLToPath(file)))
  } catch {
    return undefined
  }
}
