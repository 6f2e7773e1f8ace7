/** Checks where expectations come from: what is inferred has a name by which a team
 * can adopt it. */
import type { JsonValue } from '../../model/contract.ts'
import { listOr, objectOr } from '../../model/json.ts'
import type { Path } from '../../model/path.ts'
import { own, textOf } from '../json.ts'
import type { Fault, Source } from '../parse/source.ts'
import { quote } from './closest.ts'

const name = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

export function checkBases(source: Source): readonly Fault[] {
  return listOr(own(source.value, 'steps')).flatMap((step, index) => [
    ...checkBasis(step, ['steps', index]),
    ...checkAssumed(step, ['steps', index, 'assume']),
  ])
}

function checkBasis(step: JsonValue, path: Path): readonly Fault[] {
  const basis = own(step, 'basis')
  const assumption = own(step, 'assumption')
  if (basis === 'inferred' && assumption === undefined)
    return [
      {
        code: 'key-missing',
        fact: 'What is inferred needs "assumption"',
        hint: 'add "assumption": a statement in words and hyphens, such as list-rejects-wrong-filters',
        spot: { path: [...path, 'basis'], at: 'value' },
      },
    ]
  if (assumption === undefined) return []
  if (basis !== 'inferred')
    return [
      {
        code: 'value-invalid',
        fact: 'Only what is inferred has an "assumption"',
        hint: 'write "basis: inferred", or remove the assumption',
        spot: { path: [...path, 'assumption'], at: 'key' },
      },
    ]
  const at = { path: [...path, 'assumption'], at: 'value' } as const
  return checkName(textOf(assumption), at)
}

function checkAssumed(step: JsonValue, path: Path): readonly Fault[] {
  return Object.keys(objectOr(own(step, 'assume'))).flatMap((key) =>
    checkName(key, { path: [...path, key], at: 'key' }),
  )
}

function checkName(
  written: string | undefined,
  spot: Fault['spot'],
): readonly Fault[] {
  if (written === undefined || name.test(written)) return []
  return [
    {
      code: 'value-invalid',
      fact: `${quote(written)} cannot name an assumption`,
      hint: 'write a statement in small letters, digits and hyphens, such as grants-keep-earlier-access',
      spot,
    },
  ]
}
