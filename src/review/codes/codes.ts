/** The one table of codes of changes. */
import type { CodeRow, Who } from './code.ts'
import { operationCodes } from './operation.ts'
import { replyCodes } from './reply.ts'
import { requestCodes } from './request.ts'

const table = { ...requestCodes, ...replyCodes, ...operationCodes } as const

export type Code = keyof typeof table

export const codes: Readonly<Record<Code, CodeRow>> = table

/** Both are hit. */
export function unionOf(a: Who, b: Who): Who {
  if (a === b || b === 'none') return a
  return a === 'none' ? b : 'everybody'
}
