/** `seamwatch explain`: what a finding means, weighs and asks for. */
import { closest } from 'fastest-levenshtein'
import { catalog, effects } from '../model/catalog.ts'
import type { FindingCode } from '../model/catalog.ts'
import { UsageError } from '../model/problem.ts'

const meanings = {
  fails: 'fails the run (exit 1)',
  inconclusive: 'makes the run inconclusive (exit 3)',
  'usage-error': 'is an error of our own input (exit 2)',
  listed: 'is listed and does not fail the run',
} as const

export function explain(code: string | undefined): void {
  const codes = Object.keys(catalog) as FindingCode[] // the table's own keys
  if (code === undefined) {
    const width = Math.max(...codes.map(({ length }) => length))
    const lines = codes.map(
      (it) =>
        `${it.padEnd(width)}  ${catalog[it].class.padEnd(15)}  ${catalog[it].title}`,
    )
    process.stdout.write(`${lines.join('\n')}\n`)
    return
  }
  const found = codes.find((it) => it === code)
  if (!found) {
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `there is no finding "${code}"`,
        hint: `did you mean "${closest(code, codes)}"? "seamwatch explain" lists all`,
      },
    ])
  }
  const entry = catalog[found]
  process.stdout.write(
    [
      `${found} [${entry.class}]`,
      `  ${entry.title}. It ${meanings[effects[entry.class]]}.`,
      `  → ${entry.hint}`,
      '',
    ].join('\n'),
  )
}
