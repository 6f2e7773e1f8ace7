import { expect, test } from '@playwright/test'
import { fileOf, problemsOf } from './check-text.ts'

function problems(lines: string): string {
  return problemsOf(
    fileOf(`  - id: a
    call: /client_sessions/create
${lines}`),
  )
}

test('a step that creates what nothing deletes is an error with place and fix', () => {
  expect(problems('    body: { user_identifier_key: jane_doe }\n')).toContain(
    `scenarios/a.yaml:6:34: Step "a" creates a session that nothing deletes [key-missing]`,
  )
  expect(problems('')).toMatch(
    /^scenarios\/a\.yaml:5:11: .*→ write "user_identifier_key: \$\{\{ run\.marker \}\}", or add an "undo" that deletes it$/s,
  )
})

for (const key of ['${{ run.id }}', '${{ uuid() }}']) {
  test(`the key ${key} is no marker`, () => {
    expect(problems(`    body: { user_identifier_key: "${key}" }\n`)).toContain(
      'creates a session that nothing deletes',
    )
  })
}

for (const lines of [
  'body: { user_identifier_key: "${{ run.marker }}" }',
  'body: { user_identifier_key: "${{marker(2)}}" }',
  'undo: { call: /client_sessions/delete, body: { client_session_id: x } }',
  'expect_refused: true',
  'expect_status: 400',
  'expect_status: [400, 409]',
]) {
  test(`a step that creates needs no further undo with ${lines}`, () => {
    expect(problems(`    ${lines}\n`)).toBe('')
  })
}

test('a step that may be accepted or rejected needs a marker or an undo', () => {
  expect(problems('    expect_status: [200, 400]\n')).toContain(
    'creates a session that nothing deletes',
  )
})

test('an undo that deletes nothing does not count', () => {
  expect(problems('    undo: { call: /health/get }\n')).toContain(
    'creates a session that nothing deletes',
  )
})
