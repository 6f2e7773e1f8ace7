/** A notice as a webhook: the payload, signed as Standard Webhooks 1.0 says. */
import { Webhook } from 'standardwebhooks'
import type { Channel } from '../policy.ts'
import type { Payload } from './payload.ts'
import { NotTaken } from './request.ts'
import type { HttpRequest } from './request.ts'

/** @param at the instant of the attempt. */
export function webhookRequest(
  { url, secret }: Extract<Channel, { readonly kind: 'webhook' }>,
  { payload, at }: { readonly payload: Payload; readonly at: Date },
): HttpRequest {
  const body = JSON.stringify(payload)
  const seconds = Math.floor(at.getTime() / 1000)
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': payload.id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signer(secret).sign(payload.id, at, body),
    },
    body,
  }
}

function signer(secret: string): Webhook {
  try {
    return new Webhook(secret)
  } catch {
    throw new NotTaken('its secret is not "whsec_" and base64', {
      isFinal: true,
      ofChannel: true,
    })
  }
}
