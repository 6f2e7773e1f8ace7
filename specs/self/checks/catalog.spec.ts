import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { catalog, codesOfChecks } from '../../../src/checks/catalog.ts'
import { mutants } from '../../../src/sandbox/mutants/catalogue.ts'

const codes = codesOfChecks.flatMap((it) => Object.keys(it))
const folder = 'src/checks'

test('each code belongs to one check', () => {
  expect(codes.toSorted()).toEqual(Object.keys(catalog).toSorted())
})

test('every check file is in the catalogue', () => {
  const declared = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    return [...text.matchAll(/^ {2}'([a-z0-9-]+)': \{\n {4}class: /gm)].map(
      ([, code]) => code,
    )
  })
  expect(declared.toSorted()).toEqual(codes.toSorted())
})

test('a title is one line without a full stop, a hint is whole sentences', () => {
  const odd = Object.entries(catalog).filter(
    ([, { title, hint }]) =>
      !/^[A-Z].{1,79}[^.]$/.test(title) || !/^[A-Z].+\.$/.test(hint),
  )
  expect(odd).toEqual([])
})

test('every code that a mutant names is in the catalogue', () => {
  const named = mutants.flatMap(({ caughtBy, cellsCaughtBy, also }) => [
    caughtBy.code,
    ...(cellsCaughtBy ? [cellsCaughtBy.code] : []),
    ...(also?.codes ?? []),
  ])
  expect([...new Set(named)].filter((code) => !(code in catalog))).toEqual([])
})
