/** Client manners: does a client leave alone what is its caller's, and does it name itself rightly? */
import type { Codes } from '../model/catalog.ts'
import { headerOf } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { ClientCheck, ClientJudgement } from './client-judgement.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'sdk-arguments-changed': {
    class: 'sdk-wrong',
    title: 'The SDK changes the object that its caller gave it',
    hint: 'A caller who uses the object again sends something else than it means. Ask the SDK team to copy it first.',
  },
  'sdk-output-unasked': {
    class: 'sdk-note',
    title: 'The SDK prints something that its caller did not ask for',
    hint: 'Output belongs to the caller: a line of another program breaks it. Look at `output` of the call in calls.ndjson.',
  },
  'sdk-version-misreported': {
    class: 'sdk-note',
    title: 'The SDK reports another version than its own',
    hint: 'Support looks at the wrong release. Often the version is written by a step of the build that did not run.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

/** Whatever is called. */
const ofRelease = { operation: { key: '' } }

export const clientManners: ClientCheck = (judgement) => ({
  findings: [
    ...changed(judgement),
    ...printed(judgement),
    ...misreported(judgement),
  ],
})

function changed(judgement: ClientJudgement): readonly Finding[] {
  if (!judgement.call.hasChangedArguments) return []
  return [
    newFinding(judgement, {
      code: 'sdk-arguments-changed',
      at: 'arguments',
      expected: 'what the caller gave',
      received: 'another value after the call',
    }),
  ]
}

function printed(judgement: ClientJudgement): readonly Finding[] {
  if (!judgement.call.hasPrinted) return []
  return [
    newFinding(judgement, {
      code: 'sdk-output-unasked',
      at: 'output',
      expected: 'nothing',
      received: 'a text',
    }),
  ]
}

function misreported(judgement: ClientJudgement): readonly Finding[] {
  const { own, call } = judgement
  const { versions = [] } = call
  const name = 'seam-sdk-version'
  const reported = own && headerOf(own.request.headers, name)
  if (reported === undefined || versions.length === 0) return []
  if (versions.includes(reported)) return []
  return [
    newFinding(ofRelease, {
      code: 'sdk-version-misreported',
      at: `request header ${name}`,
      expected: versions.join(' or '),
      received: reported,
    }),
  ]
}
