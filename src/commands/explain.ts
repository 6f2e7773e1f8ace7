/** `seamwatch explain`: what a finding means, and what to do about it. */
import { catalog } from '../checks/catalog.ts'
import { effects } from '../model/catalog.ts'
import { UsageError } from '../model/problem.ts'
import { closestName } from '../scenario/check/closest.ts'
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
    const found = closestName(code, Object.keys(catalog))
    const guess = found === undefined ? '' : `did you mean "${found}"? `
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `explain: expected the code of a finding, but none is "${code}"`,
        hint: `${guess}"npx seamwatch explain" lists all codes`,
      },
    ])
  }
  return [
    `${code} [${entry.class}]`,
    `  ${entry.title}. It ${meanings[effects[entry.class]]}.`,
    `  → ${entry.hint}`,
  ]
}
