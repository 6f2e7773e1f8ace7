/** Asks recorded replies whether what a change adds, removes or makes optional
 * is there. */
import { headerOf } from '../../model/exchange.ts'
import { isJsonObject } from '../../model/json.ts'
import type { Difference } from '../difference.ts'
import type { Event, MemberDelta } from '../schemas/delta.ts'
import type { Side, Signs } from './answer.ts'
import { typeOf, type Evidence, type Seen } from './evidence.ts'
import { identityOf } from './places.ts'
import { isStatus, repliesOf, valuesIn } from './replies.ts'

type Meaning = {
  /** This shows one contract for sure; its opposite is as both have it. */
  readonly sign: 'present' | 'absent'
  readonly shows: Side
}

const meanings: Readonly<Partial<Record<Event, Meaning>>> = {
  removed: { sign: 'present', shows: 'old' },
  hidden: { sign: 'present', shows: 'old' },
  new: { sign: 'present', shows: 'new' },
  'became-optional': { sign: 'absent', shows: 'new' },
  'became-required': { sign: 'absent', shows: 'old' },
}

type Counted = {
  readonly present: number
  readonly absent: number
  /** Of what: `client_session objects`. */
  readonly things: string
}

/** Undefined where replies cannot tell. */
export function askPresence(
  differences: readonly Difference[],
  evidence: Evidence,
): Signs | undefined {
  const delta = differences[0]?.delta
  if (delta?.kind !== 'member') return undefined
  const meaning = meanings[delta.event]
  const counted = countOf(delta, { differences, evidence })
  if (!meaning || !counted) return undefined
  const { present, absent, things } = counted
  if (present + absent === 0) return undefined
  const { sign, shows } = meaning
  const strong = sign === 'present' ? present : absent
  return {
    strong: { old: 0, new: 0, [shows]: strong },
    weak: present + absent - strong,
    stricter: shows === 'old' ? 'new' : 'old',
    isForEach: sign === 'present' && delta.isRequired,
    words: `${nameOf(delta)} in ${present} of ${present + absent} ${things}`,
  }
}

function nameOf({ of, name }: MemberDelta): string {
  if (of === 'body') return 'a body'
  if (of === 'status') return `status ${name}`
  return of === 'property' ? `"${name}"` : name
}

type Asked = {
  readonly differences: readonly Difference[]
  readonly evidence: Evidence
}

function countOf(delta: MemberDelta, asked: Asked): Counted | undefined {
  switch (delta.of) {
    case 'property':
      return countProperty(delta, asked)
    case 'status':
      return countStatus(delta, asked)
    case 'header': {
      const name = delta.name.replace(/^header /, '')
      const has = ({ reply }: Seen): boolean =>
        headerOf(reply.headers, name) !== undefined
      return countReplies(has, asked)
    }
    case 'content-type':
      return countReplies((seen) => typeOf(seen) === delta.name, asked)
    case 'body':
      return countReplies(({ reply }) => reply.body !== '', asked)
    case 'parameter':
      return undefined
    default:
      return delta.of satisfies never
  }
}

/** Each object counts once, however often it was received. An object of another
 * variant need not have it. */
function countProperty(
  { name }: MemberDelta,
  { differences, evidence }: Asked,
): Counted {
  const counted = new Map<string, boolean>()
  const component = differences[0]?.component
  for (const { operation, route = [], old, new: fresh } of differences) {
    const isOfVariant = /\/(?:oneOf|anyOf)\//.test(old + fresh)
    for (const seen of repliesOf({ operation, route }, evidence))
      for (const { value } of valuesIn(seen, route)) {
        if (!isJsonObject(value)) continue
        const isThere = Object.hasOwn(value, name)
        const key = `${identityOf(value, component)} ${isThere}`
        if (isThere || !isOfVariant) counted.set(key, isThere)
      }
  }
  const present = [...counted.values()].filter((isThere) => isThere).length
  return {
    present,
    absent: counted.size - present,
    things: `${component === undefined ? '' : `${component} `}objects`,
  }
}

/** That a failure was not provoked says nothing. */
function countStatus(
  { name }: MemberDelta,
  { differences, evidence }: Asked,
): Counted | undefined {
  if (!/^[1-5](?:\d\d|XX)$/.test(name)) return undefined
  const isSuccess = name.startsWith('2')
  const replies = differences
    .flatMap(({ operation }) => evidence.of(operation))
    .filter(({ reply }) => isSuccess === reply.status < 300)
  const present = replies.filter(({ reply }) => isStatus(reply.status, name))
  const absent = isSuccess ? replies.length - present.length : 0
  return {
    present: present.length,
    absent,
    things: isSuccess ? 'responses of success' : 'responses of failure',
  }
}

/** Of the status that the change is about. */
function countReplies(
  has: (seen: Seen) => boolean,
  { differences, evidence }: Asked,
): Counted {
  const replies = differences.flatMap(({ operation, old, new: fresh }) => {
    const status = /\/responses\/([1-5](?:\d\d|XX))(?:\/|$)/i
    const key = (status.exec(old) ?? status.exec(fresh))?.[1]
    return evidence
      .of(operation)
      .filter(({ reply }) => key === undefined || isStatus(reply.status, key))
  })
  const present = replies.filter(has).length
  return { present, absent: replies.length - present, things: 'responses' }
}
