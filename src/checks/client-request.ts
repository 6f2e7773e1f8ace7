/** Client request: does a client send the operation and the parameters that its
 * caller asks for? */
import type { Codes } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import { parameterDifferences } from '../scenario/parameter-differences.ts'
import type { ParameterDifference } from '../scenario/parameter-differences.ts'
import { own as property, shortJson } from '../scenario/json.ts'
import type { CheckResult } from './check.ts'
import type { ClientCheck, ClientJudgement } from './client-judgement.ts'
import { findingOf } from './finding.ts'

const caller = 'Compare the request with the parameters of the step.'

export const codes = {
  'sdk-call-missing': {
    class: 'sdk-wrong',
    title: 'A call of the SDK returned without a request',
    hint: 'Its caller believes that something was done. Look for a condition or a cache in front of the request.',
  },
  'sdk-operation-wrong': {
    class: 'sdk-wrong',
    title: 'The SDK called another path than its method is named after',
    hint: 'The wrong thing is done for the caller. Do not publish the release.',
  },
  'sdk-call-undocumented': {
    class: 'sdk-wrong',
    title: 'The SDK uses a method of HTTP that the contract does not have',
    hint: 'The API may stop accepting it at any time. Ask the SDK team to generate the release again from the contract.',
  },
  'sdk-parameter-lost': {
    class: 'sdk-wrong',
    title: 'The SDK did not send a parameter of its caller',
    hint: caller,
  },
  'sdk-parameter-changed': {
    class: 'sdk-wrong',
    title: 'The SDK sent a parameter with another value',
    hint: caller,
  },
  'sdk-parameter-added': {
    class: 'sdk-wrong',
    title: 'The SDK sent a parameter that its caller did not give',
    hint: caller,
  },
  'sdk-parameter-undocumented': {
    class: 'sdk-note',
    title: 'The SDK adds a parameter that the contract does not have',
    hint: 'It works as long as the API ignores it. Ask the API team to document it, or the SDK team to remove it.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const clientRequest: ClientCheck = (judgement) => {
  const { call, exchanges, own, path } = judgement
  const [first] = exchanges
  if (!first) {
    return call.end.kind === 'returned'
      ? ending(judgement, {
          code: 'sdk-call-missing',
          expected: `a request for ${path}`,
          received: 'no request',
        })
      : { findings: [], leaves: 'nothing' }
  }
  if (!own) {
    const { method, path: other } = (exchanges.at(-1) ?? first).request
    return ending(judgement, {
      code: 'sdk-operation-wrong',
      expected: path,
      received: `${method} ${other}`,
    })
  }
  if (!judgement.isDocumented)
    return ending(judgement, {
      code: 'sdk-call-undocumented',
      expected: 'an operation of the contract',
      received: `${own.request.method} ${own.request.path}`,
    })
  const differences = parameterDifferences(own.request, judgement)
  if (!differences)
    return ending(judgement, {
      code: 'sdk-parameter-changed',
      expected: 'a JSON object as body',
      received: 'something else',
    })
  return { findings: differences.map((it) => inRequest(judgement, it)) }
}

function ending(
  judgement: ClientJudgement,
  found: {
    readonly code: keyof typeof codes
    readonly expected: string
    readonly received: string
  },
): CheckResult {
  const finding = newFinding(judgement, { ...found, at: 'request' })
  return { findings: [finding], leaves: 'nothing' }
}

function inRequest(
  judgement: ClientJudgement,
  { name, kind }: ParameterDifference,
): Finding {
  const { operation, parameters } = judgement
  const isKnown = operation.parameters.some((it) => it.name === name)
  const at = `request ${name}`
  const wanted = shortJson(property(parameters, name), Infinity)
  switch (kind) {
    case 'lost':
      return newFinding(judgement, {
        code: 'sdk-parameter-lost',
        at,
        expected: wanted,
        received: 'absent',
        key: name,
      })
    case 'changed':
      return newFinding(judgement, {
        code: 'sdk-parameter-changed',
        at,
        expected: wanted,
        received: 'another value',
        key: name,
      })
    case 'added':
      return newFinding(judgement, {
        code: isKnown ? 'sdk-parameter-added' : 'sdk-parameter-undocumented',
        at,
        expected: 'absent',
        received: 'a value',
        key: name,
      })
    default:
      return kind satisfies never
  }
}
