/** Whether the API follows the old contract or the new one: each change asks its
 * own question of recorded exchanges. */
import type { Recording } from '../../model/recorded.ts'
import type { Code } from '../codes/codes.ts'
import type { Change } from '../roots.ts'
import type { Documents } from '../schemas/pairing.ts'
import { answerOf, wordsOf, type Answer, type Signs } from './answer.ts'
import { createEvidence } from './evidence.ts'
import { createFits } from './fits.ts'
import { askOperations } from './operations.ts'
import { askPresence } from './presence.ts'
import { askValues } from './replies.ts'
import { askRequests } from './requests.ts'

export type Follows = {
  readonly answer: Answer
  /** What was counted, and in which run. */
  readonly evidence: string
}

/** Undefined for a change that no exchange can show: of what SDKs read, say. */
export type FollowsOf = (change: Change) => Follows | undefined

const unseen = /^(?:sdk-|auth-scheme-renamed)|-deprecated$/

export function createFollows(
  recordings: readonly Recording[],
  documents: Documents,
): FollowsOf {
  const evidence = createEvidence(recordings)
  const fits = createFits(documents)
  return ({ code, differences }) => {
    if (isUnseen(code)) return undefined
    const replies = differences.filter(({ side }) => side === 'reply')
    const requests = differences.filter(({ side }) => side === 'request')
    const signs = [
      askOperations(differences, evidence),
      askValues(replies, { evidence, fits }),
      askPresence(replies, evidence),
      askRequests(requests, { evidence, fits }),
    ].filter((one) => one !== undefined)
    return answered(signs, evidence.source)
  }
}

function isUnseen(code: Code): boolean {
  return unseen.test(code)
}

/** A shared schema may be seen in requests and in replies. */
function answered(signs: readonly Signs[], source: string): Follows {
  const answers = new Set(signs.map(answerOf).filter((it) => it !== 'unknown'))
  const [answer = 'unknown', ...others] = answers
  const words = signs.map(wordsOf).join('; ')
  return {
    answer: others.length > 0 ? 'both' : answer,
    evidence: `${words || 'no exchange shows it'} (${source})`,
  }
}
