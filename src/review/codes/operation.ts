/** Codes of operations: who may call them, where, and what generators make. */
import {
  breaks,
  harmless,
  risks,
  type CodeRow,
  type CodeTable,
} from './code.ts'

const opens = (title: string): CodeRow => ({
  level: 'compatible',
  who: 'none',
  title,
  why: 'No caller fails, but the API accepts a credential that it did not accept.',
  hint: 'Security: ask the API team whether it is meant.',
})

export const operationCodes = {
  'operation-removed': breaks('caller', [
    'An operation was removed',
    'Every call of it fails.',
    'Keep it for one deprecated release, or announce the change.',
  ]),
  'operation-new': harmless('A new operation', 'No caller uses it yet.'),
  'operation-deprecated': harmless(
    'An operation is deprecated',
    'It still works; a later contract may remove it.',
  ),
  'auth-alternative-removed': breaks('caller', [
    'A credential is not accepted any more',
    'Callers with this credential are rejected.',
    'Accept it until its users have moved.',
  ]),
  'auth-scope-demanded': breaks('caller', [
    'A credential needs a further scope',
    'Callers whose credential lacks the scope are rejected.',
    'Grant the scope to all credentials first.',
  ]),
  'auth-demanded': breaks('caller', [
    'A credential became required',
    'Callers without a credential are rejected.',
    'Ask whether the API has always required one: then the old contract was wrong.',
  ]),
  'auth-combined': breaks('caller', [
    'A credential is accepted only together with another one',
    'Callers that send it alone are rejected.',
    'Accept it alone until its users have moved.',
  ]),
  'auth-alternative-new': opens('One more credential is accepted'),
  'auth-scope-dropped': opens('A credential needs a scope less'),
  'auth-opened': breaks('everybody', [
    'No credential is required any more',
    'No caller fails, but everybody can call it. The authentication matrix still judges it, by the other operations.',
    'Security: do not adopt this contract before the API team confirms it.',
  ]),
  'auth-scheme-changed': breaks('caller', [
    'A credential is sent in another way',
    'The API does not find the credential that callers send today.',
    'Accept both ways until all callers have moved.',
  ]),
  'auth-scheme-renamed': risks('caller', [
    'A credential has another name',
    'The contract cannot say whether it is the same credential.',
    'Ask the API team.',
  ]),
  'server-removed': breaks('caller', [
    'A server was removed',
    'Callers that use its URL fail.',
    'Keep it until all callers have moved.',
  ]),
  'server-changed': breaks('caller', [
    'The server has another URL',
    'Callers that use the old URL fail.',
    'Keep the old one until all callers have moved.',
  ]),
  'server-new': harmless('A new server', 'The old URLs stay.'),
  'unexplained-refusal': breaks('everybody', [
    'One contract refuses what the other one allows, and no rule says why',
    'The example proves it: callers or readers fail. The review lacks a rule for it.',
    'Treat it as any breaking change, and report the example to the authors of Seamwatch.',
  ]),
  'sdk-result-lost': risks('reader', [
    'SDKs return nothing for this operation any more',
    'The response is the same, but generators make a call without a result.',
    'Ask the API team whether it is meant: the contract documents a result.',
  ]),
  'sdk-result-renamed': risks('reader', [
    'SDKs return another property of the response',
    'The response is the same, but generated code returns something else.',
    'Release the SDKs as a major version.',
  ]),
  'sdk-type-renamed': {
    level: 'editorial',
    who: 'none',
    title: 'SDKs name the result of this operation otherwise',
    why: 'The response is the same, but generators name types by the schema that a result refers to.',
    hint: 'Release the SDKs with the old name beside the new one.',
  },
  'sdk-operation-hidden': risks('caller', [
    'SDKs do not have this operation any more',
    'It still works, but generators leave out what is undocumented.',
    'Ask the API team whether it is meant.',
  ]),
} as const satisfies CodeTable
