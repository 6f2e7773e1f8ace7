/** Reads a channel of the policy. */
import type { JsonValue } from '../model/contract.ts'
import { listOr } from '../model/json.ts'
import type { NoticeKind } from '../model/monitor.ts'
import type { Path } from '../model/path.ts'
import { quote } from '../scenario/check/closest.ts'
import { own, textOf } from '../scenario/json.ts'
import type { Fault } from '../scenario/parse/source.ts'
import { isLoopback } from '../model/loopback.ts'
import type { Channel, ChannelKind } from './policy.ts'

/** What each kind needs, and where its address is published. */
const kinds: Readonly<
  Record<
    ChannelKind,
    { readonly needs: readonly string[]; readonly url?: string }
  >
> = {
  webhook: { needs: ['url', 'secret'] },
  slack: { needs: ['url'] },
  // https://developer.pagerduty.com/docs/send-alert-event
  pagerduty: { needs: ['key'], url: 'https://events.pagerduty.com/v2/enqueue' },
  // https://docs.github.com/en/rest/issues/issues
  github: { needs: ['repository', 'token'], url: 'https://api.github.com' },
}

const secretForm = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/

/** @param before the channels above it. */
export function channelFaults(
  channel: JsonValue,
  {
    path,
    before,
  }: { readonly path: Path; readonly before: readonly JsonValue[] },
): readonly Fault[] {
  const kind = kindOf(channel)
  const { needs } = kinds[kind]
  const given = ['url', 'secret', 'key', 'repository', 'token']
  const at = (key: string) => ({ path: [...path, key], at: 'value' }) as const
  const missing = needs
    .filter((key) => textOf(own(channel, key)) === undefined)
    .map((key): Fault => ({
      code: 'key-missing',
      fact: `a channel of kind ${kind} needs "${key}"`,
      hint: `add "${key}"; a secret belongs into the environment: \${{ env.NAME }}`,
      spot: { path, at: 'value' },
    }))
  const extra = given
    .filter((key) => own(channel, key) !== undefined)
    .filter((key) => key !== 'url' && !needs.includes(key))
    .map((key): Fault => ({
      code: 'key-unknown',
      fact: `a channel of kind ${kind} has no "${key}"`,
      hint: `remove it; it has ${[...needs, 'name', 'owners', 'only'].join(', ')}`,
      spot: at(key),
    }))
  const isTwice = before.some((it) => nameOf(it) === nameOf(channel))
  const twice: readonly Fault[] = isTwice
    ? [
        {
          code: 'value-invalid',
          fact: `two channels are named ${quote(nameOf(channel))}`,
          hint: 'give one of them another "name"',
          spot: { path, at: 'value' },
        },
      ]
    : []
  return [...missing, ...extra, ...twice, ...formFaults(channel, at)]
}

/** No value is quoted: it is a secret. */
function formFaults(
  channel: JsonValue,
  at: (key: string) => Fault['spot'],
): readonly Fault[] {
  const fault = (key: string, fact: string, hint: string): Fault => ({
    code: 'value-invalid',
    fact,
    hint,
    spot: at(key),
  })
  const url = textOf(own(channel, 'url'))
  const secret = textOf(own(channel, 'secret'))
  const key = textOf(own(channel, 'key'))
  return [
    ...(url !== undefined && !isAllowed(url)
      ? [
          fault(
            'url',
            'the address is not one of https',
            'write https://…; http is for this machine alone',
          ),
        ]
      : []),
    ...(secret !== undefined && !secretForm.test(secret)
      ? [
          fault(
            'secret',
            'the secret is not "whsec_" and base64 of 24 to 64 bytes',
            "make one: node -p \"'whsec_' + require('crypto').randomBytes(32).toString('base64')\"",
          ),
        ]
      : []),
    ...(key !== undefined && !/^\w{32}$/.test(key)
      ? [
          fault(
            'key',
            `the integration key does not have 32 characters, but ${key.length}`,
            'copy it from the integration (Events API v2) in PagerDuty',
          ),
        ]
      : []),
  ]
}

/** @param channel without faults. */
export function readChannel(channel: JsonValue): Channel {
  const kind = kindOf(channel)
  const text = (key: string): string => textOf(own(channel, key)) ?? ''
  const owners = texts(own(channel, 'owners'))
  // The schema allows kinds of notices alone.
  const only = texts(own(channel, 'only')) as readonly NoticeKind[]
  const shared = {
    name: nameOf(channel),
    url: text('url') || (kinds[kind].url ?? ''),
    ...(owners.length > 0 && { owners }),
    ...(only.length > 0 && { only }),
  }
  switch (kind) {
    case 'webhook':
      return { ...shared, kind, secret: text('secret') }
    case 'slack':
      return { ...shared, kind }
    case 'pagerduty':
      return { ...shared, kind, key: text('key') }
    case 'github':
      return {
        ...shared,
        kind,
        repository: text('repository'),
        token: text('token'),
      }
  }
}

function isAllowed(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

function nameOf(channel: JsonValue): string {
  return textOf(own(channel, 'name')) ?? kindOf(channel)
}

/** The schema allows no other. */
function kindOf(channel: JsonValue): ChannelKind {
  const kind = textOf(own(channel, 'kind')) ?? ''
  return isKind(kind) ? kind : 'webhook'
}

function isKind(text: string): text is ChannelKind {
  return Object.hasOwn(kinds, text)
}

function texts(value: JsonValue | undefined): readonly string[] {
  return listOr(value).flatMap((item) => textOf(item) ?? [])
}
