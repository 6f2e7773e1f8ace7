/** The comment of a pull request: `seamwatch review --markdown`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { renderComment } from '../../../src/report/github/comment.ts'
import { code, codeInTable } from '../../../src/report/github/markdown.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import { fullRecord, recordOfDrafts } from './records.ts'
import { pinned, type Draft } from './reviewed.ts'

test.describe.configure({ timeout: 600_000 })

/** What GitHub reads as Markdown: without what stands between backticks. */
function outsideCode(comment: string): string {
  return comment
    .replaceAll(/^(`{3,})[a-z]*\n[^]*?\n\1$/gm, '')
    .replaceAll(/(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '')
    .replaceAll(/<code>.*?<\/code>/g, '')
}

test('marker and verdict come first, then one row for each change', async () => {
  const file = join(folderWith({}), 'out', 'review.md')
  const args = [
    'review',
    'schemas/archive/1.490.0.json',
    'schemas/client-sessions.json',
    '--markdown',
  ]
  const { exitCode, printed } = await seamwatch({ args: [...args, file] })
  expect(exitCode).toBe(1)
  expect(printed).toContain('Breaking (2)')
  const comment = readFileSync(file, 'utf8')
  expect(comment.split('\n').slice(0, 7)).toEqual([
    '<!-- seamwatch-review -->',
    '**Contract review: breaking.** 1 change breaks callers, 1 change breaks readers, 1 is compatible.',
    '',
    '| change | breaks | operations |',
    '| --- | --- | --- |',
    '| **breaking** `client_session.customer_id`: A property of a response was removed | readers | 9: `GET /client_sessions/get`, `GET /client_sessions/list`, `PATCH /client_sessions/grant_access` and 6 more |',
    '| **breaking** `customer_key`: A request that is accepted today is rejected (length) | callers | 2: `POST /client_sessions/create`, `PUT /client_sessions/create` |',
  ])
  expect(comment)
    .toContain(`<details><summary>breaking: <code>customer_key</code> A request that is accepted today is rejected (length)</summary>

\`\`\`diff
- any
+ at least 1
\`\`\`

Callers that send what was allowed fail. Accept the old values for one deprecated release, or announce the change.

Proof: the old contract allows this request, the new one does not:

\`\`\`sh
curl --include --request POST 'https://connect.getseam.com/client_sessions/create' \\
  --header "authorization: Bearer $SEAM_API_KEY" \\
  --header 'content-type: application/json' \\
  --data-raw '{"customer_key":""}'
\`\`\`

- whom: callers of \`POST /client_sessions/create\`, \`PUT /client_sessions/create\`
- SDKs: `)
  expect(comment).toContain(`
- where: \`schemas/archive/1.490.0.json:42\` → \`schemas/client-sessions.json:43\`
- to accept it: \`request-narrowed length · customer_key\`

</details>`)
  expect(comment).toContain('<details><summary>compatible: 1</summary>')
  expect(comment.trimEnd().split('\n').at(-1)).toMatch(
    /^Compared: `@seamapi\/types@1\.490\.0` → `@seamapi\/types@1\.977\.0`, 12 operations; seamwatch /,
  )
  // Printed it is the same, and nothing else.
  const again = await seamwatch({ args: [...args, '-'] })
  expect(again.printed).toBe(comment)
})

test('whom it hits and what the live API does is shown where it is known', () => {
  const comment = renderComment(fullRecord())
  expect(comment).toContain(
    '| change | breaks | operations | live API follows |',
  )
  expect(comment).toMatch(/^\| \*\*breaking\*\* .* \| new \|$/m)
  for (const line of [
    '- live API: `follows new: in 0 of 402 sessions of run 1a2b`',
    '- SDKs: `@seamapi/http >=1.38.3: declares it`',
    '- scenarios: `lifecycle/every-method scenarios/lifecycle/every-method.yaml:12:5`',
    '- cells: `auth/POST-create/none: refused → accepted`',
    '- samples: `docs/get.md:7 newly wrong`',
    '<details><summary>not compared: 1</summary>',
    '- **breaking** `POST /client_sessions/revoke`: An operation was removed: by `sdk-team` until 2999-12-31, because `no release sends it`',
    'expired on 2020-01-31, so the change counts again',
    '- no change has the fingerprint `reply-property-removed · client_session.tokens`',
  ])
    expect(comment).toContain(line)
})

test('a response that the old contract refuses is shown with the line that differs', () => {
  const draft = pinned()
  draft.components.schemas.client_session.properties.token.nullable = true
  const comment = renderComment(recordOfDrafts(pinned(), draft))
  expect(comment).toContain(
    'Proof: the new contract allows this response, the old one does not:',
  )
  expect(comment).toMatch(/^\+ +"token": null,?$/m)
  expect(comment).toMatch(/^ {4,}"client_session": \{$/m)
})

test('nothing that changed is one line', () => {
  const lines = renderComment(recordOfDrafts(pinned(), pinned())).split('\n')
  expect(lines.slice(0, 2)).toEqual([
    '<!-- seamwatch-review -->',
    '**Contract review: unchanged.** Nothing changed.',
  ])
  expect(lines.filter((line) => line !== '')).toHaveLength(3)
})

const hostile = [
  '@seamapi/owners #1 please',
  '<!-- seamwatch-review -->',
  '</details><img src=x onerror=alert(1)>',
  'a | b | c',
  'a \\| b \\\\| c',
  '`` ` ``` |',
  '[click](https://evil.example) https://evil.example www.evil.example',
  '**bold** _it_ ~~no~~ $x$ :tada:',
  'two\n\n# lines\r\n- [ ] x',
  '\u001b[31m\u202e',
  '::error::x',
  '-',
  ' ',
  '',
]

function withHostileNames(): Draft {
  const draft = pinned()
  const { properties } = draft.components.schemas.client_session
  for (const name of hostile) properties[name] = { type: 'string' }
  for (const [index, name] of hostile.entries())
    draft.paths[`/client_sessions/${index} ${name}`] =
      draft.paths['/client_sessions/get']
  draft.info['x-source'] = hostile.join(' ')
  return draft
}

test('names of a contract are nothing but text in a comment', () => {
  const old = withHostileNames()
  const comment = renderComment(recordOfDrafts(old, pinned()))
  const read = outsideCode(comment)
  expect(read).not.toMatch(/@|#|\[|evil|tada|\$|\\|_it_|onerror|# lines/)
  expect(read.match(/<!--.*?-->/g)).toEqual(['<!-- seamwatch-review -->'])
  expect(
    read.replaceAll(/<\/?(?:details|summary)>|<!--.*?-->/g, ''),
  ).not.toMatch(/[<>]/)
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  expect(comment).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  const rows = comment.split('\n').filter((line) => line.startsWith('| '))
  expect(rows.length).toBeGreaterThan(hostile.length)
  for (const row of rows) expect(row.split('|'), row).toHaveLength(5)
})

test('a name between backticks has more of them around it', () => {
  expect(code('a`b')).toBe('``a`b``')
  expect(code('`')).toBe('`` ` ``')
  expect(code('``a')).toBe('``` ``a ```')
  expect(codeInTable('a|b')).toBe('<code>a&#124;b</code>')
})

test('a comment that is too long leaves out details of risky changes first', () => {
  const draft = pinned()
  const { properties } = draft.components.schemas.client_session
  for (let index = 0; index < 90; index++) properties[`gone_${index}`] = {}
  const old = structuredClone(draft)
  for (let index = 0; index < 90; index++) delete properties[`gone_${index}`]
  for (const path of Object.values(draft.paths) as Draft[])
    for (const operation of Object.values(path) as Draft[])
      operation['x-undocumented'] = 'internal'
  const comment = renderComment(recordOfDrafts(old, draft))
  expect(comment.length).toBeLessThanOrEqual(65_536)
  expect(comment.length).toBeGreaterThan(60_000)
  expect(comment).toMatch(
    /^_This comment would be too long for GitHub\. Left out: 7 × risky details, \d+ × breaking details\. The review with `--json` has all of it\._$/m,
  )
  expect(comment.match(/^\| \*\*breaking\*\*/gm)).toHaveLength(90)
  expect(comment.match(/<details>/g)).toHaveLength(
    (comment.match(/<\/details>/g) ?? []).length,
  )
})

test('ten thousand changes and names of any length fit, too', () => {
  const old = pinned()
  const { properties } = old.components.schemas.client_session
  for (let index = 0; index < 10_000; index++)
    properties[`${index}${'|'.repeat(index % 400)}`] = {}
  const comment = renderComment(recordOfDrafts(old, pinned()))
  expect(comment.length).toBeLessThanOrEqual(65_536)
  expect(comment).toContain('× breaking rows')
  expect(comment.trimEnd()).toMatch(/seamwatch [\d.]+\.$/)
})
