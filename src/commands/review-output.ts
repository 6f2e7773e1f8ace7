/** Where a review goes: files, the terminal, GitHub. */
import { resolve } from 'node:path'
import { nameOf, read, type Source } from '../config/read-option.ts'
import { UsageError } from '../model/problem.ts'
import { annotationsOf } from '../report/github/annotations.ts'
import { renderComment } from '../report/github/comment.ts'
import type { ReviewRecord } from '../report/review-record.ts'
import { paintFor } from '../report/terminal/colour.ts'
import { renderReview } from '../report/terminal/review.ts'
import { printable, printAnnotation, printOut } from '../secrets/terminal.ts'
import { visibleJson } from '../secrets/visible.ts'
import { writeNamedFile } from './named-file.ts'

export type Output = {
  readonly files: readonly {
    readonly option: string
    readonly file: string
    readonly render: (record: ReviewRecord) => string
  }[]
  readonly hasAnnotations: boolean
  readonly isAll: boolean
}

/** @throws UsageError where two things would be printed into each other. */
export function readOutput(source: Source): Output {
  const asked = [
    { key: 'jsonFile', render: jsonOf },
    { key: 'markdown', render: renderComment },
  ] as const
  const files = asked.flatMap(({ key, render }) => {
    const file = read(key, source)
    const option = nameOf(key, source)
    return file === undefined ? [] : [{ option, file, render }]
  })
  const hasAnnotations = read('annotations', source)
  const printed = [
    ...files
      .filter(({ file }) => file === '-')
      .map(({ option }) => `${option} -`),
    ...(hasAnnotations ? ['--annotations'] : []),
  ]
  if (printed.length > 1 && printed[0]?.endsWith(' -'))
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `only one of ${printed.join(' and ')} can be printed`,
        hint: 'write the other one to a file',
      },
    ])
  requireOwnFiles(files)
  return { files, hasAnnotations, isAll: read('all', source) }
}

function requireOwnFiles([first, second]: Output['files']): void {
  if (!first || !second || first.file === '-') return
  if (resolve(first.file) !== resolve(second.file)) return
  throw new UsageError([
    {
      code: 'argument-invalid',
      fact: `${first.option} and ${second.option} name one file: "${second.file}"`,
      hint: 'write the other one to a file of its own',
    },
  ])
}

/** @param evidence where it is from, one line each. */
export function writeOutput(
  record: ReviewRecord,
  {
    files,
    hasAnnotations,
    isAll,
    evidence,
  }: Output & { readonly evidence: readonly string[] },
): void {
  for (const { option, file, render } of files) {
    const text = printable(render(record))
    if (file === '-') printOut(text.replace(/\n$/, ''))
    else writeNamedFile(option, { file, text })
  }
  if (hasAnnotations) annotationsOf(record).forEach(printAnnotation)
  if (files.some(({ file }) => file === '-')) return
  const paint = paintFor(process.stdout, process.env)
  printOut(renderReview(record, { paint, isAll, evidence }))
}

/** With the same values, however they are shown. */
export function jsonOf(record: ReviewRecord): string {
  return `${visibleJson(record, 2)}\n`
}
