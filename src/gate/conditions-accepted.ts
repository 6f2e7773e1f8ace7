/** Conditions under which the API carries the call out, by the contract. */
import type { Condition } from './condition.ts'
import {
  fullSession,
  jsonReply,
  limited,
  lost,
  session,
  successBody,
} from './replies.ts'

const asSent = 'it returns what the API sent'

export const accepted: readonly Condition[] = [
  {
    id: 'success',
    title: 'the API accepts the call',
    right: `it sends what its caller gave, once, and ${asSent.slice(3)}`,
    reply: (_, { sent }) => jsonReply(200, successBody(sent)),
  },
  {
    id: 'all-properties',
    title: 'the API sends every property that the contract has',
    right: asSent,
    needsKey: true,
    reply: (_, { sent }) => jsonReply(200, successBody(sent, fullSession)),
  },
  {
    id: 'new-property',
    title: 'the API sends a property that the contract does not have yet',
    right: 'it returns all that it knows; it may drop the new one',
    needsKey: true,
    undocumented: [
      'body.client_session.color',
      'body.client_sessions[0].color',
    ],
    reply: (_, { sent }) =>
      jsonReply(200, successBody(sent, { ...session, color: 'blue' })),
  },
  {
    id: 'rate-limited',
    title: 'the API asks to wait for a second, and then accepts the call',
    right: 'it waits for a second and sends the request again, or throws',
    reply: (attempt, { sent }) =>
      attempt > 1 ? jsonReply(200, successBody(sent)) : limited,
  },
  {
    id: 'lost-once',
    title: 'the API carries the call out, and the response is lost',
    right: 'it sends again only what is safe to send twice, or throws',
    reply: (attempt, { sent }) =>
      attempt > 1 ? jsonReply(200, successBody(sent)) : lost,
  },
  {
    id: 'no-reply',
    title: 'the API does not answer the first request',
    right: 'it stops to wait within 35 s',
    isSlow: true,
    reply: (attempt, { sent }) =>
      attempt > 1 ? jsonReply(200, successBody(sent)) : undefined,
  },
]
