/** What YAML would change without a word is reported before anything is sent. */
import { expect, test } from '@playwright/test'
import { fileOf, problemsOf, scenarioOf } from './check-text.ts'

function withKey(written: string): string {
  return fileOf(`  - id: list
    call: /client_sessions/get
    body:
      client_session_id: ${written}
`)
}

for (const [written, read] of [
  ['0123', '123'],
  ['+12065550100', '12065550100'],
  ['1e3', '1000'],
  ['1.0', '1'],
  ['1.50', '1.5'],
  ['.5', '0.5'],
  ['0x1F', '31'],
  ['0o17', '15'],
  ['-0', '0'],
  ['0.12345678901234567890', '0.12345678901234568'],
  ['True', 'true'],
  ['NULL', 'null'],
])
  test(`${written} is read as ${read}, and refused`, () => {
    expect(problemsOf(withKey(`${written}`))).toContain(
      `scenarios/a.yaml:7:26: ${written} is read as ${read}: its text is lost [value-invalid]`,
    )
    expect(problemsOf(withKey(`'${written}'`))).toBe('')
  })
for (const written of ['yes', 'No', 'on', 'OFF', 'Yes'])
  test(`${written} is text in YAML 1.2, where a reader sees a boolean`, () => {
    expect(problemsOf(withKey(written))).toContain(
      `YAML 1.2 reads ${written} as text`,
    )
    expect(problemsOf(withKey(`"${written}"`))).toBe('')
  })
for (const written of [
  '2031-01-31',
  '2031-01-31T10:00:00Z',
  '12:30:45',
  '1_000',
  '1.2.3',
  '007bond',
  '"0123"',
])
  test(`${written} keeps its text`, () => {
    expect(problemsOf(withKey(written))).toBe('')
    const [step] = scenarioOf(withKey(written)).steps
    expect(step?.call.body?.['client_session_id']).toBe(
      written.replaceAll('"', ''),
    )
  })
for (const written of ['12', '-1.5', '0.07', 'true', 'null', '~'])
  test(`${written} is what it looks like`, () => {
    expect(problemsOf(withKey(written))).toBe('')
  })
test('a number that JSON rounds is refused, as before', () => {
  expect(problemsOf(withKey('9007199254740993'))).toContain('exactly')
  expect(problemsOf(withKey('1e400'))).toContain('exactly')
})

for (const [name, written] of Object.entries({
  'a folded block': '>\n        ${{ run.marker }}',
  'a literal block': '|\n        ${{ run.marker }}',
  'a block that keeps its end': '>+\n        ${{ run.marker }}\n\n',
  'a block with text before it': '>\n        a-${{ run.id }}',
  'an escape': '"${{ run.marker }}\\n"',
  'a break before it': '"\\n${{ run.marker }}"',
}))
  test(`a template gains a line break by ${name}`, () => {
    expect(problemsOf(withKey(written))).toContain(
      'The template gains a line break, which would be sent, too [template-invalid]',
    )
  })
test('a space around a template is no part of it', () => {
  expect(problemsOf(withKey("' ${{ run.marker }}'"))).toContain('gains a space')
})
for (const [name, written] of Object.entries({
  'a block without its end': '>-\n        ${{ run.marker }}',
  'a literal block without its end': '|-\n        ${{ run.marker }}',
  'a text of several lines': '|\n        first ${{ run.id }}\n        second',
  'a space inside': "'a ${{ run.id }} b'",
  quotes: "'${{ run.marker }}'",
}))
  test(`a template is sent as written in ${name}`, () => {
    expect(problemsOf(withKey(written))).toBe('')
  })

for (const written of [
  'a-${{ run.marker }}',
  '${{ run.marker }}-a',
  '${{ run.marker }}${{ marker(2) }}',
  'x ${{ marker(3) }}',
  '${{ run.marker }}\\n\\nx',
])
  test(`a marker in ${written} is refused`, () => {
    expect(problemsOf(withKey(`"${written}"`))).toContain(
      'A marker stands alone: with anything around it, no cleanup knows it',
    )
  })
test('a marker is refused in a value that becomes a key, too', () => {
  const text = fileOf(
    '  - id: a\n    call: /client_sessions/get\n    body: { client_session_id: "${{ key }}" }\n',
    'values: { key: "a-${{ run.marker }}" }\n',
  )
  expect(problemsOf(text)).toContain('scenarios/a.yaml:3:19: A marker stands')
})
