/** Reads the policy of a monitor from its file, and finds every fault in it. */
import schema from '../../schemas/monitoring.schema.json' with { type: 'json' }
import { readText } from '../acceptance/read.ts'
import type { JsonValue } from '../model/contract.ts'
import { listOr } from '../model/json.ts'
import { UsageError } from '../model/problem.ts'
import { shownPath } from '../model/shown-path.ts'
import { checkGrammar } from '../scenario/check/grammar.ts'
import { ownSchema } from '../scenario/check/own-schema.ts'
import { problemsOf } from '../scenario/check/problems.ts'
import { own, textOf } from '../scenario/json.ts'
import { parseYaml } from '../scenario/parse/parse.ts'
import type { Path } from '../model/path.ts'
import type { Fault } from '../scenario/parse/source.ts'
import { channelFaults, readChannel } from './read-channel.ts'
import { durationMs, filled, templateFaults } from './policy-values.ts'
import type { Environment } from './policy-values.ts'
import { defaultPolicy } from './policy.ts'
import type { Policy } from './policy.ts'
import { readWindow, windowFaults } from './windows.ts'

const validate = ownSchema(schema)

/** The address of the dead-man switch, where the file has none. */
const heartbeatVariable = 'SEAMWATCH_HEARTBEAT_URL'

/** @throws UsageError with every fault, each with its line. */
export function readPolicy(file: string | undefined, env: Environment): Policy {
  const text = file === undefined ? '{}' : readText(file)
  const shown = file === undefined ? 'the policy' : shownPath(file)
  const parsed = parseYaml(
    { id: 'policy', file: shown, text },
    {
      empty: 'write "{}" for a policy without entries',
      tooDeep: 'a policy needs three',
      second: 'one file holds one policy',
    },
  )
  if (parsed.kind === 'problems') throw new UsageError(parsed.problems)
  const { intended, faults } = checkGrammar(parsed.source, validate())
  const written = templateFaults(intended.value, env)
  const value = filled(intended.value, env)
  const first = [...faults, ...written]
  // What a template stands for can only be checked once it is known.
  const all = first.length > 0 ? first : valueFaults(value)
  if (all.length > 0) throw new UsageError(problemsOf(intended, all))
  return policyOf(value, env)
}

function policyOf(value: JsonValue, env: Environment): Policy {
  const flapping = own(value, 'flapping') ?? {}
  const number = (key: 'changes' | 'of' | 'quiet'): number => {
    const given = own(flapping, key)
    return typeof given === 'number' ? given : defaultPolicy.flapping[key]
  }
  const heartbeat = heartbeatOf(own(value, 'heartbeat'), env)
  return {
    confirmAfterMs: afterIn(value, 'confirm') ?? defaultPolicy.confirmAfterMs,
    outageAfterMs: afterIn(value, 'outage') ?? defaultPolicy.outageAfterMs,
    missedAfterMs: afterIn(value, 'missed') ?? defaultPolicy.missedAfterMs,
    flapping: {
      changes: number('changes'),
      of: number('of'),
      quiet: number('quiet'),
    },
    channels: channelsIn(value, env).map(readChannel),
    ...(heartbeat && { heartbeat }),
    windows: listOr(own(value, 'windows')).map(readWindow),
  }
}

/** Without a list in the file: those whose variables are set. */
function channelsIn(value: JsonValue, env: Environment): readonly JsonValue[] {
  const list = own(value, 'notify')
  if (list !== undefined) return listOr(list)
  const { SEAMWATCH_WEBHOOK_URL: url, SEAMWATCH_WEBHOOK_SECRET: secret } = env
  const { SEAMWATCH_PAGERDUTY_KEY: key } = env
  return [
    ...(url && secret ? [{ kind: 'webhook', url, secret }] : []),
    ...(key ? [{ kind: 'pagerduty', key }] : []),
  ]
}

function heartbeatOf(
  value: JsonValue | undefined,
  env: Environment,
): Policy['heartbeat'] {
  const url = textOf(value) ?? textOf(own(value ?? {}, 'url'))
  const given = url ?? env[heartbeatVariable]
  if (given === undefined || given === '') return undefined
  const isPlain =
    (textOf(own(value ?? {}, 'style')) ?? env.SEAMWATCH_HEARTBEAT_STYLE) ===
    'plain'
  return { url: given, style: isPlain ? 'plain' : 'healthchecks' }
}

/** In milliseconds. */
function afterIn(
  value: JsonValue,
  key: 'confirm' | 'outage' | 'missed',
): number | undefined {
  const text = textOf(own(own(value, key) ?? {}, 'after'))
  return text === undefined ? undefined : durationMs(text)
}

function faultAt(path: Path, fact: string, hint: string): Fault {
  return { code: 'value-invalid', fact, hint, spot: { path, at: 'value' } }
}

/** What could never be reached. */
function thresholdFaults(value: JsonValue): readonly Fault[] {
  const policy = policyOf(value, {})
  const { changes, of } = policy.flapping
  const isUnreachable = changes >= of
  const late = (key: 'confirm' | 'outage', ms: number): readonly Fault[] =>
    ms < policy.missedAfterMs || own(value, key) === undefined
      ? []
      : [
          faultAt(
            [key, 'after'],
            `${key}.after is not shorter than missed.after: a run that waits so long counts as missed, and ${key}.after is never reached`,
            'shorten it, or lengthen missed.after',
          ),
        ]
  return [
    ...(isUnreachable
      ? [
          faultAt(
            own(value, 'flapping') === undefined ? [] : ['flapping'],
            `${of} runs can change at most ${of - 1} times, so ${changes} changes are never reached`,
            'lower "changes", or raise "of"',
          ),
        ]
      : []),
    ...late('confirm', policy.confirmAfterMs),
    ...late('outage', policy.outageAfterMs),
  ]
}

function valueFaults(value: JsonValue): readonly Fault[] {
  return [
    ...thresholdFaults(value),
    ...listOr(own(value, 'notify')).flatMap((channel, index, all) =>
      channelFaults(channel, {
        path: ['notify', index],
        before: all.slice(0, index),
      }),
    ),
    ...listOr(own(value, 'windows')).flatMap((window, index) =>
      windowFaults(window, ['windows', index]),
    ),
  ]
}
