/** Sends the payload of a notice as its kind of channel takes it. */
import type { Channel } from '../policy.ts'
import { deliverIssue } from './github.ts'
import { pagerdutyRequest } from './pagerduty.ts'
import type { Payload } from './payload.ts'
import type { Send } from './request.ts'
import { slackRequest } from './slack.ts'
import { webhookRequest } from './webhook.ts'

/** @throws NotTaken */
export async function sendTo(
  channel: Channel,
  {
    payload,
    send,
    now,
  }: {
    readonly payload: Payload
    readonly send: Send
    readonly now: () => number
  },
): Promise<void> {
  switch (channel.kind) {
    case 'webhook': {
      const at = new Date(now())
      await send(webhookRequest(channel, { payload, at }))
      return
    }
    case 'slack':
      await send(slackRequest(channel, { payload }))
      return
    case 'pagerduty':
      await send(pagerdutyRequest(channel, { payload }))
      return
    case 'github':
      await deliverIssue(channel, { payload, send })
  }
}
