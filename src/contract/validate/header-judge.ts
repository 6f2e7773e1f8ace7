/** Judges the text of a response header by its schema, or says why it cannot. */
import { withExact } from '../../model/with-exact.ts'
import { readJsonText } from '../../model/read-json.ts'
import { resolvePointer } from '../../model/json-pointer.ts'
import { objectOr } from '../../model/json.ts'
import { formOf } from '../media-type.ts'
import type {
  BodyJudge,
  DocumentedHeader,
  JsonObject,
  Violation,
} from '../../model/contract.ts'
import { describeSchema } from './describe.ts'
import { openTexts, readHeaderText, whyUnreadText } from './header-text.ts'
import { whyUnread } from './unread.ts'

/** @param judgeAt compiles the schema at a JSON pointer. */
export function judgeHeader(
  header: DocumentedHeader,
  {
    document,
    judgeAt,
  }: {
    readonly document: JsonObject
    readonly judgeAt: (pointer: string) => BodyJudge
  },
): BodyJudge {
  const { name, schemaPointer, mediaType, style, isExploded } = header
  if (schemaPointer === undefined) {
    // Without `content`, too, any value is right.
    if (mediaType === undefined)
      return { kind: 'ready', judge: () => [], unjudged: [] }
    const message = `the contract gives the header "${name}" of ${mediaType} no schema`
    return { kind: 'unjudged', message }
  }
  const made = judgeAt(schemaPointer)
  if (made.kind !== 'ready') return made
  const at = { document, pointer: schemaPointer }
  const written = { ...at, style, isExploded }
  const form = mediaType === undefined ? undefined : formOf(mediaType)
  const reason =
    form === undefined
      ? whyUnreadText(written)
      : whyUnread(document, { ...at, form, range: mediaType ?? '' })
  if (reason !== undefined)
    return { kind: 'unjudged', message: `the header "${name}": ${reason}` }
  if (form === 'bytes') return { ...made, judge: () => [] }
  if (form === 'text') return made
  if (form === 'json')
    return {
      ...made,
      judge: (text) => judgeJson(String(text), { ...at, made }),
    }
  const texts = openTexts(at).map((text) => JSON.stringify(text))
  const fact = `a comma after ${texts.join(' or ')} may be part of the text: such a header is not judged`
  return {
    ...made,
    judge(text) {
      const value = readHeaderText(String(text), written)
      return value === undefined ? [] : made.judge(value)
    },
    unjudged:
      texts.length > 0
        ? [...made.unjudged, { pointer: schemaPointer, fact }]
        : made.unjudged,
  }
}

function judgeJson(
  text: string,
  {
    document,
    pointer,
    made,
  }: {
    readonly document: JsonObject
    readonly pointer: string
    readonly made: Extract<BodyJudge, { kind: 'ready' }>
  },
): readonly Violation[] {
  const read = readJsonText(text)
  if (read.kind === 'json')
    return made.judge(withExact(read.value, read.rounded))
  const schema = objectOr(resolvePointer(document, pointer))
  const documented = `JSON: ${describeSchema(schema)}`
  const at = { at: '', path: [], pointer }
  return [{ kind: 'type-wrong', ...at, documented, received: 'no JSON' }]
}
