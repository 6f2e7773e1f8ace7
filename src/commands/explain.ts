/** `seamwatch explain`: what a finding means, and what to do about it. */
import { closest } from 'fastest-levenshtein'
import { catalog } from '../checks/catalog.ts'
import { effects } from '../model/catalog.ts'
import { UsageError } from '../model/problem.ts'
import { printOut } from '../secrets/terminal.ts'

const meanings = {
  fails: 'fails the run (exit 1)',
  inconclusive: 'makes the run inconclusive (exit 3)',
  'usage-error':
    'is an error in the scenarios, the contract or the settings (exit 2)',
  listed: 'is listed and does not fail the run',
} as const

export function explain(code: string | undefined): void {
  printOut((code === undefined ? allLines() : linesOf(code)).join('\n'))
}

function allLines(): readonly string[] {
  const width = Math.max(...Object.keys(catalog).map(({ length }) => length))
  return Object.entries(catalog).map(
    ([code, entry]) =>
      `${code.padEnd(width)}  ${entry.class.padEnd(15)}  ${entry.title}`,
  )
}

function linesOf(code: string): readonly string[] {
  const entry = Object.hasOwn(catalog, code) ? catalog[code] : undefined
  if (!entry) {
    const codes = Object.keys(catalog)
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `there is no finding "${code}"`,
        hint: `did you mean "${closest(code, codes)}"? "seamwatch explain" lists all`,
      },
    ])
  }
  return [
    `${code} [${entry.class}]`,
    `  ${entry.title}. It ${meanings[effects[entry.class]]}.`,
    `  → ${entry.hint}`,
  ]
}
