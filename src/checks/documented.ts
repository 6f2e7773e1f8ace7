/** Documented: which response and media type of the contract a reply falls under,
 * and how its body is read. */
import { formOf, type BodyForm } from '../contract/media-type.ts'
import { findMediaType, findResponse } from '../contract/respond.ts'
import type {
  DocumentedMediaType,
  DocumentedResponse,
  Operation,
} from '../model/contract.ts'
import { headerOf } from '../model/exchange.ts'
import type { Reply } from '../model/exchange.ts'

export type Documented = {
  readonly response: DocumentedResponse | undefined
  /** The one that the content type falls under, else the first. */
  readonly mediaType: DocumentedMediaType | undefined
  /** Whether the content type falls under it. */
  readonly isOfType: boolean
  readonly form: BodyForm
}

/** A wrong content type is a finding of its own: the body still counts. */
export function documentedFor(
  operation: Operation,
  { status, headers }: Pick<Reply, 'status' | 'headers'>,
): Documented {
  const response = findResponse(operation, status)
  const header = headerOf(headers, 'content-type')
  const found =
    response && header !== undefined
      ? findMediaType(response, header)
      : undefined
  const mediaType = found ?? response?.mediaTypes[0]
  // A range such as `*/*` says nothing: the content type does.
  const form =
    found && header !== undefined
      ? formOf(header)
      : formOf(mediaType?.range ?? '*/*')
  return { response, mediaType, isOfType: found !== undefined, form }
}
