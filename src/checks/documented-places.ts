/** Documented places: where the contract has a property in a success. */
import type { DocumentedMediaType } from '../model/contract.ts'
import type { ReplyJudgement } from './judgement.ts'

const places = new WeakMap<DocumentedMediaType, ReadonlySet<string>>()

const none: ReadonlySet<string> = new Set()

/** Every documented place of a success; an error documents none. */
export function documentedPlacesOf(
  judgement: ReplyJudgement,
): ReadonlySet<string> {
  const { operation, validator, documented, reply } = judgement
  if (reply.status >= 300) return none
  // Of another success, the contract says what a session holds all the same.
  const response =
    documented.response ??
    operation.responses.find(({ statusKey }) => statusKey.startsWith('2'))
  const mediaType = documented.mediaType ?? response?.mediaTypes[0]
  if (!response || !mediaType) return none
  const known = places.get(mediaType)
  if (known) return known
  const all = validator.documentedProperties(operation, response, mediaType)
  const made = new Set(all)
  places.set(mediaType, made)
  return made
}
