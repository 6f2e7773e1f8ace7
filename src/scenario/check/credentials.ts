/** Checks that `as` names a security scheme of the contract. */
import type { Contract, JsonValue } from '../../model/contract.ts'
import { whyUnsatisfied } from '../../contract/credential-forms.ts'
import { own } from '../json.ts'
import { objectOr } from '../../model/json.ts'
import { credentialOf, resolveInRow } from '../operations.ts'
import type { Path } from '../../model/path.ts'
import type { Fault } from '../parse/source.ts'
import type { Row } from '../../model/scenario.ts'
import { hintFor, quote } from './closest.ts'

export function checkCredential(
  written: { readonly call: JsonValue; readonly path: Path },
  against: { readonly contract: Contract; readonly rows: readonly Row[] },
): readonly Fault[] {
  const as = own(written.call, 'as')
  if (as === undefined) return []
  const path = [...written.path, 'as']
  const isTemplate = typeof as === 'string' && as.includes('${{')
  if (!isTemplate) return checkKnown(as, { path, against })
  const faults = new Map<string, Fault>()
  for (const row of against.rows) {
    const resolved = resolveInRow(as, row)
    // check/names.ts reports a name that no row has.
    if (resolved.kind === 'missing') continue
    for (const fault of checkKnown(resolved.value, { path, against, row }))
      faults.set(fault.fact, fault)
  }
  return [...faults.values()]
}

function checkKnown(
  as: JsonValue,
  at: {
    readonly path: Path
    readonly against: { readonly contract: Contract }
    readonly row?: Row
  },
): readonly Fault[] {
  const row = at.row ? ` (row ${quote(at.row.title)})` : ''
  const credential = credentialOf(as)
  if (!credential) return at.row ? [unusable({ path: at.path, row })] : []
  if (credential.kind === 'none' || credential.kind === 'default') return []
  const { scheme } = credential
  const schemes = schemesOf(at.against.contract)
  const isKey = !at.row && credential.kind === 'token'
  const spot: Fault['spot'] = isKey
    ? { path: [...at.path, scheme], at: 'key' }
    : { path: at.path, at: 'value' }
  const code = 'credential-unknown'
  if (!schemes.has(scheme)) {
    const fact = `The contract has no security scheme ${quote(scheme)}${row}`
    const known = [...schemes, ...(isKey ? [] : ['none'])]
    return [{ code, fact, hint: hintFor(scheme, known), spot }]
  }
  const why = whyUnsatisfied(at.against.contract.document, scheme)
  if (why === undefined) return []
  const fact = `Seamwatch cannot send ${why}${row}`
  const hint = 'name a scheme that is one header, or none'
  return [{ code, fact, hint, spot }]
}

function unusable(at: { readonly path: Path; readonly row: string }): Fault {
  return {
    code: 'credential-unknown',
    fact: `"as" is not a credential${at.row}`,
    hint: "write a scheme's name, none, or { scheme: token } in the matrix",
    spot: { path: at.path, at: 'value' },
  }
}

const known = new WeakMap<Contract, ReadonlySet<string>>()

/** Those declared, and those that operations name. */
function schemesOf(contract: Contract): ReadonlySet<string> {
  const before = known.get(contract)
  if (before) return before
  const components = own(contract.document, 'components')
  const declared = objectOr(own(components, 'securitySchemes'))
  const used = [...contract.operations.values()].flatMap(
    ({ security }) => security,
  )
  const schemes = new Set([...Object.keys(declared), ...used])
  known.set(contract, schemes)
  return schemes
}
