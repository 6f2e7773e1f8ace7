/** The record of a review is what its published schema describes. */
import { readFileSync, readdirSync } from 'node:fs'
import { Ajv } from 'ajv'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { expect, test } from '@playwright/test'
import { findChanges, recordChanges } from '../../../src/commands/reviewed.ts'
import { loadContract } from '../../../src/contract/load.ts'
import { codes } from '../../../src/review/codes/codes.ts'
import type {
  Reviewed,
  ReviewRecord,
} from '../../../src/report/review-record.ts'
import { fullRecord, recordOfDrafts } from './records.ts'
import { pinned, type Draft } from './reviewed.ts'

/** A folder with all published versions, where there is one. */
const whole = process.env['SEAMWATCH_CONTRACT_HISTORY']
const archive = 'schemas/archive'

const schema = JSON.parse(readFileSync('schemas/review.schema.json', 'utf8'))
const validate = new Ajv({
  allErrors: true,
  formats: { date: fullFormats.date },
}).compile(schema)

function errorsOf(record: ReviewRecord): readonly string[] {
  // As a reader gets it.
  const written: unknown = JSON.parse(JSON.stringify(record))
  return validate(written)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message }) => `${instancePath} ${message}`,
      )
}

function opened(file: string): Reviewed {
  return { contract: loadContract(file), isFile: true }
}

function recordOfFiles(old: string, fresh: string): ReviewRecord {
  const both = { old: opened(old), new: opened(fresh) }
  return recordChanges(findChanges(both), { ...both, failOn: 'breaking' })
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => `${folder}/${name}`)
}

test('each archived contract with the one before it, and back', () => {
  const files = [...filesIn(archive), 'schemas/client-sessions.json']
  for (const [index, fresh] of files.slice(1).entries()) {
    const old = files[index] ?? ''
    expect(errorsOf(recordOfFiles(old, fresh)), fresh).toEqual([])
    expect(errorsOf(recordOfFiles(fresh, old)), fresh).toEqual([])
  }
})

if (whole !== undefined)
  test('each published version with the one before it', () => {
    const files = filesIn(whole)
    expect(files.length).toBeGreaterThan(40)
    for (const [index, fresh] of files.slice(1).entries()) {
      const old = files[index] ?? ''
      expect(errorsOf(recordOfFiles(old, fresh)), fresh).toEqual([])
    }
  })

const edits: Readonly<Record<string, (draft: Draft) => void>> = {
  'a part that cannot be compared': (draft) => {
    draft.components.schemas.client_session.properties.token.maxLenght = 1
  },
  'an operation without a credential': (draft) => {
    draft.paths['/client_sessions/get'].get.security = []
  },
  'an operation that was renamed': (draft) => {
    draft.paths['/client_sessions/v2/get'] = draft.paths['/client_sessions/get']
    delete draft.paths['/client_sessions/get']
  },
  'a property with a name of no letters': (draft) => {
    draft.components.schemas.client_session.properties['| \n`<!--@x'] = {}
  },
}
for (const [what, edit] of Object.entries(edits)) {
  test(`${what}, and back`, () => {
    const draft = pinned()
    edit(draft)
    for (const [old, fresh] of [
      [pinned(), draft],
      [draft, pinned()],
    ])
      expect(errorsOf(recordOfDrafts(old, fresh))).toEqual([])
  })
}

test('a record with everything that one may have', () => {
  expect(errorsOf(fullRecord())).toEqual([])
})

test('a member that is missing or unknown is an error', () => {
  const { why: _, ...rest } = fullRecord()
  const other = { ...rest, remark: 'x' } as unknown as ReviewRecord // no record
  expect(errorsOf(other)).toEqual([
    " must have required property 'why'",
    ' must NOT have additional properties',
  ])
})

test('every code fits the schema', () => {
  const { pattern } = schema.definitions.change.properties.code
  const strange = Object.keys(codes).filter((it) => !RegExp(pattern).test(it))
  expect(strange).toEqual([])
})
