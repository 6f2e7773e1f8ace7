import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import {
  createMarker,
  furtherMarker,
  isMarkerOf,
  runOf,
} from '../../../src/scenario/marker.ts'

test('a marker names its run, and so does every further one', () => {
  const marker = createMarker('0a1b2c3d')
  const all = [marker, ...[2, 3, 99].map((it) => furtherMarker(marker, it))]
  expect(new Set(all).size).toBe(4)
  expect(all.map(runOf)).toEqual(Array(4).fill('0a1b2c3d'))
  expect(all.every((it) => isMarkerOf('0a1b2c3d', it))).toBe(true)
})

test('the same number gives the same further marker, also past the last digit', () => {
  const marker = 'seamwatch-0a1b2c3d-001122ff'
  expect(furtherMarker(marker, 2)).toBe('seamwatch-0a1b2c3d-00112200')
  expect(furtherMarker(marker, 3)).toBe('seamwatch-0a1b2c3d-00112201')
})

test('a key with anything around a marker is not a marker', () => {
  for (const key of [
    'seamwatch-0a1b2c3d-00112233-keep',
    'my-seamwatch-0a1b2c3d-00112233',
    'seamwatch-0a1b2c3d-00112233\n',
    'Seamwatch-0a1b2c3d-00112233',
    null,
    42,
  ]) {
    expect(runOf(key)).toBeUndefined()
  }
})

test('no scenario writes anything around a marker, because a sweep would not find it', () => {
  const files = readdirSync('scenarios', { recursive: true, encoding: 'utf8' })
  const altered = files
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) =>
      readFileSync(join('scenarios', file), 'utf8')
        .split('\n')
        .map((line, index) => ({ line, at: `${file}:${index + 1}` })),
    )
    .filter(({ line }) =>
      /[^\s'"{]\$\{\{ (?:run\.marker|marker\(\d+\)) \}\}|\$\{\{ (?:run\.marker|marker\(\d+\)) \}\}[^\s'",}\]]/.test(
        line,
      ),
    )
    .map(({ at }) => at)
  expect(altered).toEqual([])
})
