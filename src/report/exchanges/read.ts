/** Reads the exchanges that a run has kept. Any program may have written the
 * file: each line is checked. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { UsageError } from '../../model/problem.ts'
import type { ProblemCode } from '../../model/problem.ts'
import type {
  RecordedExchange,
  RecordedRun,
  Recording,
} from '../../model/recorded.ts'
import { shownPath } from '../../model/shown-path.ts'

const exchangesFile = 'exchanges.ndjson'

const sizeLimit = 64 * 1024 * 1024

const headers = z.array(z.tuple([z.string(), z.string()]))
const method = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
const count = z.int().nonnegative()

const storedRun: z.ZodType<RecordedRun> = z.object({
  schemaVersion: z.literal(1),
  runId: z.string(),
  target: z.string(),
  endpoint: z.string(),
  startedAt: z.string(),
  contract: z.string(),
  seamwatch: z.string(),
  exchanges: count,
  kept: count,
})

const stored: z.ZodType<RecordedExchange> = z.object({
  runId: z.string(),
  caseId: z.string(),
  step: z.string(),
  operation: z.templateLiteral([method, ' /', z.string()]),
  credential: z.string(),
  isListed: z.literal(true).optional(),
  isProbe: z.literal(true).optional(),
  isSetup: z.literal(true).optional(),
  request: z.object({
    method,
    path: z.string(),
    query: headers.optional(),
    headers: headers.optional(),
    body: z.string().optional(),
  }),
  reply: z
    .object({
      status: z.int().min(100).max(999),
      headers,
      body: z.string().optional(),
      isUtf8: z.literal(false).optional(),
    })
    .optional(),
  noReply: z
    .enum([
      'refused',
      'unresolved',
      'reset',
      'cut-off',
      'timeout',
      'tls',
      'too-large',
      'malformed',
      'blocked',
      'limit',
      'unknown',
    ])
    .optional(),
  findings: z.array(z.string()).optional(),
})

/** @param path a folder for reports, or the file itself.
 * @throws UsageError that names the file and the line. */
export function readRecording(
  path: string,
): Recording & { readonly file: string } {
  const file = fileOf(path)
  const [head = '', ...lines] = textOf(file).trimEnd().split('\n')
  return {
    file: shownPath(file),
    run: parse(head, { schema: storedRun, file, line: 1 }),
    exchanges: lines.map((text, index) =>
      parse(text, { schema: stored, file, line: index + 2 }),
    ),
  }
}

function fileOf(path: string): string {
  try {
    return statSync(path).isDirectory() ? join(path, exchangesFile) : path
  } catch {
    return path // `textOf` says what is wrong
  }
}

function textOf(file: string): string {
  try {
    const stat = statSync(file)
    if (!stat.isFile()) throw unreadable(file, 'it is no file')
    if (stat.size > sizeLimit)
      throw refused(file, {
        code: 'file-too-large',
        fact: `it has ${Math.ceil(stat.size / 1024 / 1024)} MB, and at most ${sizeLimit / 1024 / 1024} MB are read`,
      })
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof UsageError) throw error
    const { code } = Object(error)
    throw unreadable(file, code === 'ENOENT' ? 'it does not exist' : `${code}`)
  }
}

function parse<Value>(
  text: string,
  {
    schema,
    file,
    line,
  }: {
    readonly schema: z.ZodType<Value>
    readonly file: string
    readonly line: number
  },
): Value {
  const what = line === 1 ? 'the first line of a run' : 'an exchange'
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const fact = `expected ${what}, but it is not JSON`
    throw refused(file, { code: 'value-invalid', fact, line })
  }
  const { data, error } = schema.safeParse(value)
  if (data !== undefined) return data
  const [issue] = error?.issues ?? []
  const at = issue?.path.map(String).join('.') || 'the line'
  const fact = `expected ${what}, but ${at}: ${issue?.message ?? 'invalid'}`
  throw refused(file, { code: 'value-invalid', fact, line })
}

function unreadable(file: string, why: string): UsageError {
  return refused(file, { code: 'file-unreadable', fact: why })
}

function refused(
  file: string,
  {
    code,
    fact,
    line,
  }: {
    readonly code: ProblemCode
    readonly fact: string
    readonly line?: number
  },
): UsageError {
  return new UsageError([
    {
      code,
      ...(line === undefined
        ? { fact: `"${shownPath(file)}": ${fact}` }
        : { fact, place: { file: shownPath(file), line, column: 1 } }),
      hint: `name the folder of a run's reports, or its ${exchangesFile}: npx seamwatch run writes it`,
    },
  ])
}
