/** Level: how much of an exchange can be judged. */

/** Each level includes those before it.
 *
 * `exchange`: a request was made; there may be no response.
 * `response`: the API itself responded, so its headers count.
 * `status`: the client may read the response, so its status counts.
 * `body`: the credential was treated correctly, so the body counts.
 * `content`: the status is one that the scenario wants. */
export const levels = [
  'nothing',
  'exchange',
  'response',
  'status',
  'body',
  'content',
] as const

export type Level = (typeof levels)[number]

const heights = new Map<Level, number>(
  levels.map((level, index) => [level, index]),
)

export function isAbove(level: Level, other: Level): boolean {
  return (heights.get(level) ?? 0) > (heights.get(other) ?? 0)
}
