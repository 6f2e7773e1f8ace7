/** Conditions under which the response is not as the contract has it. */
import type { Exchange } from '../model/exchange.ts'
import type { Asked, Condition } from './condition.ts'
import {
  html,
  htmlType,
  jsonReply,
  jsonType,
  session,
  successBody,
  textReply,
} from './replies.ts'

const noValue = 'it throws an error: there is no value to return'

export const unusable: readonly Condition[] = [
  redirect('redirect', 307),
  redirect('redirect-found', 302),
  {
    id: 'without-key',
    title: 'a success without the value',
    right: noValue,
    needsKey: true,
    isWrong: true,
    reply: () => jsonReply(200, { ok: true }),
  },
  {
    id: 'null-key',
    title: 'a success with null in place of the value',
    right: noValue,
    needsKey: true,
    isWrong: true,
    reply: (_, { key }) => jsonReply(200, { [String(key)]: null, ok: true }),
  },
  {
    id: 'broken-json',
    title: 'a success whose body is cut off',
    right: noValue,
    isWrong: true,
    reply: (_, { sent }) =>
      textReply(200, JSON.stringify(successBody(sent)).slice(0, -3), jsonType),
  },
  {
    id: 'page',
    title: 'a success with a page as body',
    right: noValue,
    isWrong: true,
    reply: () => textReply(200, html, htmlType),
  },
  {
    id: 'missing-property',
    title: 'the API leaves a required property out',
    right: 'it returns what the API sent, or throws',
    needsKey: true,
    isWrong: true,
    reply: (_, { sent }) => {
      const { device_count: _count, ...rest } = session
      return jsonReply(200, successBody(sent, rest))
    },
  },
]

function redirect(id: string, status: number): Condition {
  return {
    id,
    title: `the API redirects to another host (${status})`,
    right: 'it throws, or follows without a credential',
    hasSession: true,
    isWrong: true,
    reply: (_, { strangerPort }: Asked): Exchange['result'] =>
      textReply(status, '', [
        ['location', `http://127.0.0.1:${strangerPort}/`],
      ]),
  }
}
