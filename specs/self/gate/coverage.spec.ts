/** Every code about a release is provoked by a broken package. */
import { expect, test } from '@playwright/test'
import { catalog } from '../../../src/checks/catalog.ts'
import { broken } from './broken.ts'
import { brokenPackages } from './broken-packages.ts'

const ofReleases = Object.keys(catalog).filter((code) =>
  /^(?:sdk|package)-/.test(code),
)

test('each code about a release has a broken package, and no other has', () => {
  const provoked = new Set([
    ...broken.map(({ code }) => code),
    ...brokenPackages.flatMap(({ codes }) => codes),
  ])
  expect([...provoked].toSorted()).toEqual(ofReleases.toSorted())
})

test('there are more than 60 broken packages, each another one', () => {
  const all = [...broken, ...brokenPackages].map(({ what }) => what)
  expect(new Set(all).size).toBe(all.length)
  expect(all.length).toBeGreaterThan(60)
})
