/** Steps: the steps of a case as Allure's records. They are made here, in the
 * main process: each step and each attachment of Playwright would look at the
 * stack of its caller, and cross to this process alone. */
import { randomUUID } from 'node:crypto'
import { httpExchangeType } from './http-exchange.ts'
import type { Part, ShownStep } from '../playwright/envelope.ts'

export type StepRecord = {
  readonly name: string
  readonly status: string
  readonly stage: string
  readonly statusDetails: Record<string, string>
  readonly steps: StepRecord[]
  readonly attachments: {
    readonly name: string
    readonly source: string
    readonly type: string
  }[]
  readonly parameters: never[]
  readonly start: number
  readonly stop: number
}

/** Writes a file of Allure's results. */
export type WriteAttachment = (name: string, content: Buffer) => void

const extensions: Readonly<Record<string, string>> = {
  [httpExchangeType]: 'httpexchange',
  'text/html': 'html',
  'text/plain': 'txt',
}

export function stepRecords(
  shown: readonly ShownStep[],
  write: WriteAttachment,
): readonly StepRecord[] {
  return shown.map(({ title, parts, startedAtMs, endedAtMs }) => ({
    ...recordOf(title, { startedAtMs, endedAtMs }),
    steps: parts.map((part) => partRecord(part, { endedAtMs, write })),
  }))
}

/** Allure shows an attachment as a step of its own. */
function partRecord(
  { name, contentType, body }: Part,
  {
    endedAtMs,
    write,
  }: { readonly endedAtMs: number; readonly write: WriteAttachment },
): StepRecord {
  const extension = extensions[contentType] ?? 'txt'
  const source = `${randomUUID()}-attachment.${extension}`
  write(source, Buffer.from(body))
  const times = { startedAtMs: endedAtMs, endedAtMs }
  const attachments = [{ name, source, type: contentType }]
  return { ...recordOf(name, times), attachments }
}

function recordOf(
  name: string,
  { startedAtMs, endedAtMs }: Pick<ShownStep, 'startedAtMs' | 'endedAtMs'>,
): StepRecord {
  return {
    name,
    status: 'passed',
    stage: 'finished',
    statusDetails: {},
    steps: [],
    attachments: [],
    parameters: [],
    start: Math.round(startedAtMs),
    stop: Math.round(endedAtMs),
  }
}
