/** References to other documents stop no run: they are not judged, and named once. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { loadContract } from '../../../src/contract/load.ts'
import { requireJudgeable } from '../../../src/contract/validate/judgeable.ts'
import { matrixCases } from '../../../src/cases/auth-matrix/case.ts'
import type { JsonValue } from '../../../src/model/contract.ts'
import { isList, objectOr } from '../../../src/model/json.ts'
import type { Path } from '../../../src/model/path.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'

const outside = { $ref: 'other.json#/x' }
const get = ['paths', '/client_sessions/get', 'get'] as const
const ok = [
  'responses',
  '200',
  'content',
  'application/json',
  'schema',
] as const
const body = ['paths', '/client_sessions/get', 'post', 'requestBody'] as const

const places: Readonly<Record<string, readonly Path[]>> = {
  'a schema': [
    [...get, ...ok, 'properties', 'client_session'],
    [...get, ...ok, 'properties', 'ok'],
  ],
  'a parameter': [[...get, 'parameters', 0]],
  'a response': [[...get, 'responses', '400']],
  'a response with a body': [[...get, 'responses', '200']],
  'a media type': [[...get, 'responses', '200', 'content', 'application/json']],
  'a header': [[...get, 'responses', '200', 'headers', 'X-Limit']],
  'a request body': [body],
  'the schema of a request body': [
    [...body, 'content', 'application/json', 'schema'],
  ],
  'a path': [['paths', '/other']],
}

/** The value with the reference at a path. */
function referring(
  value: JsonValue | undefined,
  [step, ...rest]: Path,
): JsonValue {
  if (step === undefined) return outside
  if (isList(value))
    return value.map((item, index) =>
      index === step ? referring(item, rest) : item,
    )
  const object = objectOr(value)
  return { ...object, [step]: referring(object[step], rest) }
}

function contractWith(paths: readonly Path[]): string {
  const document: JsonValue = JSON.parse(
    readFileSync('schemas/client-sessions.json', 'utf8'),
  )
  const changed = paths.reduce<JsonValue>(referring, document)
  const text = JSON.stringify(changed, null, 2)
  return join(folderWith({ 'c.json': text }), 'c.json')
}

for (const [place, paths] of Object.entries(places)) {
  test(`${place} in another document is named once`, () => {
    const contract = loadContract(contractWith(paths))
    const lines = requireJudgeable(contract)
    expect(lines).toEqual([
      expect.stringMatching(/"other\.json#\/x" is in another document$/),
    ])
    expect(lines[0]).toMatch(/c\.json:\d+:1: /)
    expect(matrixCases(contract).length).toBeGreaterThan(200)
  })
}

test('check passes, and says what is not judged', async () => {
  const file = contractWith(places['a schema'] ?? [])
  const { exitCode, printed } = await seamwatch({
    args: ['check', '--contract', file],
  })
  expect(exitCode).toBe(0)
  expect(printed).toContain('"other.json#/x" is in another document')
})
