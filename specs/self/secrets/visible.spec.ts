import { expect, test } from '@playwright/test'

import { html } from '../../../src/report/html/html.ts'
import { visible, visibleLines } from '../../../src/secrets/visible.ts'

const table = [
  ['plain text stays', 'naïve 日本 👍', 'naïve 日本 👍'],
  ['colour codes are written out', '\u001b[31mred', '\\u001b[31mred'],
  ['C1 controls too', '\u009b2J', '\\u009b2J'],
  ['text that runs backwards too', 'a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
  ['text without width too', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
  ['line breaks too', 'a\r\nb\u2028c', 'a\\r\\nb\\u2028c'],
  ['half of a pair too', 'a\ud800b', 'a\\ud800b'],
] as const

for (const [name, text, shown] of table) {
  test(name, () => {
    expect(visible(text)).toBe(shown)
  })
}

test('long text is cut, and its length is shown', () => {
  expect(visible('abcdef', 3)).toBe('abc… (6 characters in all)')
})

test('a cut never splits a surrogate pair', () => {
  expect(visible('ab👍👍', 3)).toBe('ab… (6 characters in all)')
})

test('line breaks of a body stay', () => {
  expect(visibleLines('a\n\tb\u001b')).toBe('a\n\tb\\u001b')
})

for (const [name, text, shown] of table) {
  if (/\\n|\n/.test(text)) continue
  test(`on a page: ${name}`, () => {
    expect(html`<p>${text}</p>`.toString()).toBe(`<p>${shown}</p>`)
  })
}

test('a page keeps its own HTML, and escapes all other text once', () => {
  const inner = html`<b title="${`"'`}">${'<i>&'}</b>`
  expect(html`${inner}${[inner, 1]}`.toString()).toBe(
    '<b title="&quot;&#39;">&lt;i&gt;&amp;</b>'.repeat(2) + '1',
  )
})
