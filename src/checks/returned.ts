/** Returned: is the value that the client returned what the API sent? */
import type { JsonObject, JsonValue, Operation } from '../model/contract.ts'
import type { Finding } from '../model/finding.ts'
import { textOf } from '../scenario/json.ts'
import { listOr, objectOr } from '../model/json.ts'
import { checkComponentOrigins } from './component-origins.ts'
import { checkComponentView } from './component-view.ts'
import type { ShownView } from './component-view.ts'

/** @param returned of the `components` driver: `{ component, view: { kind, rows
 * | text }, foreign: [origin] }`; nothing is found in any other form.
 * @param body of the call's own response; undefined where there was none. */
export function checkReturned({
  operation,
  returned,
  body,
}: {
  readonly operation: Operation
  readonly returned: JsonValue
  readonly body: JsonValue | undefined
}): readonly Finding[] {
  const { component, view, foreign } = objectOr(returned)
  const element = textOf(component)
  if (element === undefined) return []
  const origins = listOr(foreign).flatMap((it) => textOf(it) ?? [])
  return [
    ...checkComponentView({
      operation,
      element,
      view: viewIn(objectOr(view)),
      body,
    }),
    ...checkComponentOrigins({ operation, element, origins }),
  ]
}

function viewIn({ kind, rows, text }: JsonObject): ShownView {
  if (kind === 'devices') return { kind, rows: Number(rows) }
  const isKnown = kind === 'empty' || kind === 'error'
  return { kind: isKnown ? kind : 'unsettled', text: textOf(text) ?? '' }
}
