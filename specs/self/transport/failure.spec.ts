import { expect, test } from '@playwright/test'
import { toNoReply } from '../../../src/transport/failure.ts'

const whole = { hasStarted: false, isTooLarge: false }

/** By reason: the texts of Node, Playwright, Chromium, Firefox and WebKit. */
const texts: Readonly<Record<string, readonly string[]>> = {
  timeout: [
    'connect ETIMEDOUT 10.0.0.1:443',
    'Timeout 300ms exceeded',
    'net::ERR_TIMED_OUT',
    'NS_ERROR_NET_TIMEOUT',
    'The request timed out.',
  ],
  tls: [
    'self-signed certificate',
    'write EPROTO 0A00010B:SSL routines:ssl3_get_record:wrong version number',
    'net::ERR_CERT_DATE_INVALID',
    'net::ERR_BAD_SSL_CLIENT_AUTH_CERT',
    'SEC_ERROR_UNKNOWN_ISSUER',
    'A TLS error caused the secure connection to fail.',
  ],
  refused: [
    'connect ECONNREFUSED 127.0.0.1:9',
    'net::ERR_CONNECTION_REFUSED',
    'Could not connect to the server.',
  ],
  unresolved: [
    'getaddrinfo ENOTFOUND api.invalid',
    'net::ERR_NAME_NOT_RESOLVED',
    'NS_ERROR_UNKNOWN_HOST',
  ],
  'cut-off': [
    'net::ERR_CONTENT_LENGTH_MISMATCH',
    'NS_ERROR_NET_PARTIAL_TRANSFER',
  ],
  malformed: [
    'Parse Error: Expected HTTP/',
    'net::ERR_INVALID_HTTP_RESPONSE',
    'net::ERR_CONTENT_DECODING_FAILED',
    'NS_ERROR_INVALID_CONTENT_ENCODING',
  ],
  reset: [
    'read ECONNRESET',
    'socket hang up',
    'aborted',
    'net::ERR_EMPTY_RESPONSE',
    'net::ERR_CONNECTION_ABORTED',
    'NS_ERROR_NET_RESET',
  ],
  unknown: ['net::ERR_ABORTED', 'the page was closed'],
}

for (const [reason, all] of Object.entries(texts)) {
  for (const text of all) {
    test(`"${text}" is the failure: ${reason}`, () => {
      expect(toNoReply(text, whole)).toMatchObject({ reason, message: text })
    })
  }
}

test('a connection that is reset inside a response cuts it off', () => {
  const failure = toNoReply('read ECONNRESET', { ...whole, hasStarted: true })
  expect(failure.reason).toBe('cut-off')
})

test('the advice of Node 24 on certificates is left out: ours names an option of the command', () => {
  const error = new Error(
    'self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca',
  )
  expect(toNoReply(error, whole)).toEqual({
    kind: 'no-reply',
    reason: 'tls',
    message: 'self-signed certificate',
  })
})
