/** Checks that what a step creates can be deleted: by a marker as its key, or by
 * an undo. */
import type { JsonValue } from '../../model/contract.ts'
import { isCreating } from '../../model/creating.ts'
import { isList, listOr, objectOr } from '../../model/json.ts'
import { own, textOf } from '../json.ts'
import type { Fault, Source } from '../parse/source.ts'
import { stepName } from './steps.ts'
import { quote } from './closest.ts'

const marker = /^\$\{\{\s*(?:run\.marker|marker\(\s*\d+\s*\))\s*\}\}$/

export function checkCreating(source: Source): readonly Fault[] {
  return listOr(own(source.value, 'steps')).flatMap((step, index) => {
    const path = textOf(own(step, 'call')) ?? ''
    const undo = textOf(own(objectOr(own(step, 'undo')), 'call')) ?? ''
    if (!isCreating({ method: 'POST', path }) || isRejected(step)) return []
    const isRenewing = path.endsWith('/get_or_create')
    if (undo.endsWith('/delete') && !isRenewing) return []
    const body = objectOr(own(step, 'body'))
    const key = textOf(own(body, 'user_identifier_key'))
    if (key !== undefined && marker.test(key)) return []
    const hasKey = Object.hasOwn(body, 'user_identifier_key')
    const at = ['steps', index]
    return [
      {
        code: 'key-missing',
        ...(isRenewing
          ? {
              fact: `Step ${quote(stepName(step, index))} may get a session of somebody else, which no run deletes`,
              hint: 'write "user_identifier_key: ${{ run.marker }}"',
            }
          : {
              fact: `Step ${quote(stepName(step, index))} creates a session that nothing deletes`,
              hint: 'write "user_identifier_key: ${{ run.marker }}", or add an "undo" that deletes it',
            }),
        spot: hasKey
          ? { path: [...at, 'body', 'user_identifier_key'], at: 'value' }
          : { path: [...at, 'call'], at: 'value' },
      } satisfies Fault,
    ]
  })
}

/** A step whose success is a finding creates nothing. */
function isRejected(step: JsonValue): boolean {
  if (own(step, 'expect_refused') === true) return true
  const expected = own(step, 'expect_status')
  const statuses = isList(expected) ? expected : [expected]
  return statuses.every((it) => typeof it === 'number' && it >= 400)
}
