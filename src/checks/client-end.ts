/** Client end: does the call of a client end, with a value or an error? */
import type { Codes } from '../model/catalog.ts'
import { nothingFound } from './check.ts'
import type { CheckResult } from './check.ts'
import type { ClientCheck, ClientJudgement } from './client-judgement.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'sdk-method-missing': {
    class: 'sdk-wrong',
    title: 'The SDK has no method for an operation of the contract',
    hint: 'If the method was removed or renamed, every caller breaks. Ask the SDK team to bring it back, or to publish a major release.',
  },
  'sdk-call-unsettled': {
    class: 'sdk-wrong',
    title: 'A call of the SDK neither returned nor threw',
    hint: 'Its caller waits for ever. Look at what was on the wire: the SDK must end each call, with an error if need be.',
  },
  'sdk-process-ended': {
    class: 'sdk-wrong',
    title: 'A call of the SDK ended the process of its caller',
    hint: 'An error that no caller can catch, or a call of exit, ends the whole service of a customer. Do not publish the release.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const clientEnd: ClientCheck = (judgement) => {
  const { end, client } = judgement.call
  switch (end.kind) {
    case 'missing':
      return ending(judgement, {
        code: 'sdk-method-missing',
        expected: `the method ${end.method}`,
        received: `${client} does not have it`,
      })
    case 'unsettled':
      return ending(judgement, {
        code: 'sdk-call-unsettled',
        expected: 'a value or an error',
        received: `neither within ${end.waitedMs / 1000} s`,
      })
    case 'process-ended':
      return ending(judgement, {
        code: 'sdk-process-ended',
        expected: 'a value or an error',
        received: `the process ended: ${end.how}`,
      })
    case 'returned':
    case 'threw':
      return nothingFound
    default:
      return end satisfies never
  }
}

function ending(
  judgement: ClientJudgement,
  found: {
    readonly code: keyof typeof codes
    readonly expected: string
    readonly received: string
  },
): CheckResult {
  const finding = newFinding(judgement, { ...found, at: 'call' })
  return { findings: [finding], leaves: 'nothing' }
}
