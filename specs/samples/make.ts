/** Makes `schemas/samples.json` of pages that Seam publishes: which names a sample
 * sends or shows, where, and in which form. The values are ours.
 *
 *     npm run --silent samples FOLDER > schemas/samples.json */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonValue } from '../../src/model/contract.ts'
import type { Sample } from '../../src/review/impact/samples.ts'

/** A block of code between fences. */
const fence = /^```(\w+)[^\n]*\n([^]*?)^```/gm

function samplesOf(page: string): readonly Sample[] {
  const name = operationIn(page)
  if (name === undefined) return []
  return [...page.matchAll(fence)].flatMap((match): readonly Sample[] => {
    const [, language = '', code = ''] = match
    if (language === 'yaml') return []
    const before = page.slice(0, match.index)
    const isOutput = /(?:Output|## Response)[^`]*$/.test(before)
    const value = shapeOf(code)
    if (Object.keys(value).length === 0) return []
    return [
      {
        page: `client_sessions/${name}`,
        line: before.split('\n').length,
        language,
        operation: `POST /client_sessions/${name}`,
        of: isOutput ? 'reply' : 'request',
        value,
      },
    ]
  })
}

/** By the operation that its curl command calls. */
function operationIn(page: string): string | undefined {
  return /connect\.getseam\.com\/client_sessions\/(\w+)/.exec(page)?.[1]
}

const pair =
  /(?:["'`]|--|\b)([a-z]+(?:_[a-z]+)*)["'`]?(?:\s*(?::|=>|=)\s*| )(\[[^\]]*\]|"[^"]*"|\d[\d.]*|true|false|null)/g

function shapeOf(code: string): Readonly<Record<string, JsonValue>> {
  const found = [...code.matchAll(pair)]
    .filter(([, name]) => name !== 'header')
    .map(([, name = '', text = '']) => [name, ownValue(text)] as const)
  return Object.fromEntries(found)
}

/** Of the same kind and format. */
function ownValue(text: string): JsonValue {
  if (text.startsWith('[')) {
    const items = text.match(/"[^"]*"/g) ?? []
    return items.map(ownValue)
  }
  if (!text.startsWith('"')) return JSON.parse(text.replace(/^\d.*/, '1'))
  const inner = text.slice(1, -1)
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(inner))
    return '00000000-0000-4000-8000-000000000000'
  if (/^\d{4}-\d\d-\d\dT/.test(inner)) return '2026-01-01T00:00:00Z'
  return inner === '' ? '' : 'text'
}

const [folder = '.'] = process.argv.slice(2)
const samples = readdirSync(folder)
  .filter((file) => /\.(?:md|txt)$/.test(file))
  .toSorted()
  .flatMap((file) => samplesOf(readFileSync(join(folder, file), 'utf8')))
process.stdout.write(`${JSON.stringify({ samples }, null, 2)}\n`)
