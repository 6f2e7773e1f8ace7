/** Finds which security requirements a request of ours can satisfy: one
 * credential in a header. */
import { lineOf } from './lines.ts'
import { objectOr } from '../model/json.ts'
import { plural } from '../model/plural.ts'
import type { Contract, JsonObject, Operation } from '../model/contract.ts'

/** Why no request of ours has the credential, as words after its name;
 * undefined where one may. */
function whyNotSent(document: JsonObject, scheme: string): string | undefined {
  const { type, in: place, scheme: form } = schemeIn(document, scheme)
  if (type === 'apiKey' && place !== 'header') return `in the ${String(place)}`
  if (type === 'http' && String(form).toLowerCase() !== 'bearer')
    return `of HTTP ${String(form)}`
  return undefined
}

/** Of alternatives such as `a`, or `a + b` where both are required: how no
 * request of ours satisfies it. */
export function whyUnsatisfied(
  document: JsonObject,
  alternative: string,
): string | undefined {
  const names = schemesOf(alternative)
  if (names.length > 1)
    return `the credentials ${names.map((it) => `"${it}"`).join(' and ')} together`
  const why = whyNotSent(document, alternative)
  return why && `the credential "${alternative}" ${why}`
}

/** Whether the monitor's own credential has its form. */
export function isOwnForm(document: JsonObject, alternative: string): boolean {
  if (whyUnsatisfied(document, alternative) !== undefined) return false
  if (ownSchemes.some((it) => it === alternative)) return true
  return schemeIn(document, alternative)['type'] !== 'apiKey'
}

/** The schemes that can stand for "the monitor's own", best first. */
export const ownSchemes = ['api_key', 'pat_with_workspace'] as const

/** What of the security is never tested: one line for each alternative. */
export function untestedCredentials(contract: Contract): readonly string[] {
  const found = new Map<string, Operation[]>()
  for (const operation of contract.operations.values())
    for (const alternative of operation.security) {
      const fact = factOf(contract.document, alternative)
      if (fact === undefined) continue
      const known = found.get(fact)
      if (known) known.push(operation)
      else found.set(fact, [operation])
    }
  return [...found].map(([fact, [first, ...rest]]) => {
    const line = lineOf(contract, `${first?.pointer ?? ''}/security`) ?? 1
    const more =
      rest.length > 0
        ? ` and ${plural(rest.length, 'more operation', 'more operations')}`
        : ''
    return `not judged: ${contract.file}:${line}:1: ${fact}: ${first?.key ?? ''}${more}`
  })
}

function factOf(document: JsonObject, alternative: string): string | undefined {
  const why = whyUnsatisfied(document, alternative)
  if (why !== undefined) return `Seamwatch does not send ${why}`
  const { type } = schemeIn(document, alternative)
  return type === 'oauth2' || type === 'openIdConnect'
    ? `Seamwatch gets no token for the credential "${alternative}" of ${type}, and sends its own key`
    : undefined
}

function schemesOf(alternative: string): readonly string[] {
  return alternative.split(' + ')
}

function schemeIn({ components }: JsonObject, scheme: string): JsonObject {
  const schemes = objectOr(objectOr(components)['securitySchemes'])
  return objectOr(Object.hasOwn(schemes, scheme) ? schemes[scheme] : undefined)
}
