import { test } from '@playwright/test'
import { codes } from '../../../src/review/codes/codes.ts'
import { levels } from '../../../src/review/codes/code.ts'
import { expectBlock } from '../readme-block.ts'

test('the table of codes of changes is the one that the review uses', () => {
  const rows = Object.entries(codes)
    .toSorted(
      ([, a], [, b]) => levels.indexOf(b.level) - levels.indexOf(a.level),
    )
    .map(
      ([code, { level, who, title, why }]) =>
        `| ${level} | ${who === 'none' ? '' : who} | \`${code}\` | ${title}. ${why} |`,
    )
  const head = [
    '| level | breaks | code | what happened, and why it has this level |',
    '| --- | --- | --- | --- |',
  ]
  expectBlock(
    { name: 'review-codes', file: 'src/review/README.md' },
    [...head, ...rows].join('\n'),
  )
})
