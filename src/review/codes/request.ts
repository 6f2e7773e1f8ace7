/** Codes of what a request may hold. */
import { breaks, harmless, risks, type CodeTable } from './code.ts'

export const requestCodes = {
  'request-narrowed': breaks('caller', [
    'A request that is accepted today is rejected',
    'Callers that send what was allowed fail.',
    'Accept the old values for one deprecated release, or announce the change.',
  ]),
  'request-changed': breaks('caller', [
    'What a request may hold has changed',
    'Neither rule contains the other: some requests of today fail.',
    'Accept both for one deprecated release, or announce the change.',
  ]),
  'request-widened': harmless(
    'A request may hold more',
    'All requests of today stay valid.',
  ),
  'request-parameter-new': harmless(
    'A request has a new optional parameter',
    'Callers do not have to send it.',
  ),
  'request-parameter-required-new': breaks('caller', [
    'A request has a new required parameter',
    'No caller sends it today, so every request fails.',
    'Make it optional, or give it a default on the server.',
  ]),
  'request-parameter-became-required': breaks('caller', [
    'A parameter became required',
    'Callers that do not send it fail.',
    'Keep it optional, or announce the change.',
  ]),
  'request-parameter-became-optional': harmless(
    'A parameter became optional',
    'All requests of today stay valid.',
  ),
  'request-parameter-removed': risks('caller', [
    'A parameter was removed',
    'The API may ignore it, so that a request means something else; where the object is closed, the request fails.',
    'Reject it with a clear message, or keep it for one deprecated release.',
  ]),
  'request-parameter-moved': breaks('caller', [
    'A parameter moved to another place of the request',
    'The API does not find what callers send today.',
    'Accept it in both places for one deprecated release.',
  ]),
  'request-parameter-respelt': breaks('caller', [
    'A parameter is written in another style',
    'The API reads what callers send today as something else.',
    'Accept both styles, or announce the change.',
  ]),
  'request-parameter-read-only': risks('caller', [
    'A parameter became read-only',
    'The API may ignore what callers send.',
    'Ask the API team whether it is ignored or rejected.',
  ]),
  'request-default-changed': risks('caller', [
    'The default of a parameter changed',
    'A request without it means something else.',
    'Send the parameter explicitly.',
  ]),
  'request-body-required': breaks('caller', [
    'The body of a request became required',
    'Callers without a body fail.',
    'Keep it optional, or announce the change.',
  ]),
  'request-body-new-required': breaks('caller', [
    'A request has a new required body',
    'No caller sends it today, so every request fails.',
    'Make it optional.',
  ]),
  'request-body-optional': harmless(
    'The body of a request became optional',
    'All requests of today stay valid.',
  ),
  'request-body-new-optional': harmless(
    'A request has a new optional body',
    'Callers do not have to send it.',
  ),
  'request-body-removed': risks('caller', [
    'A request has no body any more',
    'The API may ignore what callers send.',
    'Ask the API team whether a body is ignored or rejected.',
  ]),
  'request-content-type-removed': breaks('caller', [
    'A request may not have this content type any more',
    'Callers that send it fail.',
    'Accept it for one deprecated release.',
  ]),
  'request-content-type-new': harmless(
    'A request may have another content type',
    'All requests of today stay valid.',
  ),
  'parameter-deprecated': harmless(
    'A parameter is deprecated',
    'It still works; a later contract may remove it.',
  ),
} as const satisfies CodeTable
