/** Fills the templates in the calls of a case with what its run knows so far. */
import { randomUUID } from 'node:crypto'
import type { JsonObject, JsonValue } from '../model/contract.ts'
import type { Method } from '../model/exchange.ts'
import { isJsonObject } from '../model/json.ts'
import { resolve, type Missing, type Names } from './template.ts'
import type {
  Credential,
  CredentialRecipe,
  PlannedCall,
} from '../model/scenario.ts'

type BindingInput = {
  /** Milliseconds since the epoch. */
  readonly caseStartMs: number
  readonly runId: string
  /** Unique to the run and the case; goes into `user_identifier_key`. */
  readonly marker: string
  /** `connect_webview_id` and the like, as far as the target has them. */
  readonly target: Readonly<Record<string, string>>
  readonly row: JsonObject
  /** The scenario's values, in the order written. */
  readonly values: JsonObject
  /** What `uuid()` gives; random unless handed in. */
  readonly uuid?: () => string
}

/** The names of a case before its first step, without values that the target
 * cannot give; the plan's prerequisites name those. */
export function createBinding(input: BindingInput): Names {
  const { caseStartMs, runId, marker, target, row, values } = input
  const start: Names = {
    values: new Map<string, JsonValue>([
      ['matrix', row],
      ['run', { id: runId, marker }],
      ['target', target],
    ]),
    caseStartMs,
    uuid: input.uuid ?? randomUUID,
  }
  return Object.entries(values).reduce((names, [name, value]) => {
    const resolved = resolve(value, names)
    if (resolved.kind === 'missing') return names
    return withCapture(names, { name, value: resolved.value })
  }, start)
}

/** The names with one more. */
export function withCapture(
  names: Names,
  capture: { readonly name: string; readonly value: JsonValue },
): Names {
  const values = new Map(names.values).set(capture.name, capture.value)
  return { ...names, values }
}

/** The names without the captures that cannot be sent on as they came. */
export function withRounded(names: Names, rounded: readonly string[]): Names {
  if (rounded.length === 0) return names
  return { ...names, rounded: new Set([...(names.rounded ?? []), ...rounded]) }
}

/** `bound`: nothing is left to fill in. `missing`: the call cannot be sent,
 * because the name has no value yet, or a list or map where text must be. */
export type BoundCall =
  | {
      readonly kind: 'bound'
      readonly method: Method
      readonly path: string
      readonly parameters: JsonObject
      readonly credential: Credential
    }
  | Missing

export function bindCall(planned: PlannedCall, names: Names): BoundCall {
  const { operation, call } = planned
  const credential = bindCredential(planned.credential, names)
  if (credential.kind === 'missing') return credential
  const body = resolve(call.body ?? {}, names)
  if (body.kind === 'missing') return body
  return {
    kind: 'bound',
    method: operation.method,
    path: operation.path,
    parameters: isJsonObject(body.value) ? body.value : {},
    credential,
  }
}

function bindCredential(
  credential: Credential,
  names: Names,
): Credential | Missing {
  if (credential.kind === 'token') {
    const token = bindText(credential.token, names)
    return token.kind === 'missing'
      ? token
      : { ...credential, token: token.text }
  }
  if (credential.kind !== 'invalid') return credential
  const recipe = bindRecipe(credential.recipe, names)
  return recipe.kind === 'missing'
    ? recipe
    : { ...credential, recipe: recipe.recipe }
}

function bindRecipe(
  recipe: CredentialRecipe,
  names: Names,
): { readonly kind: 'bound'; readonly recipe: CredentialRecipe } | Missing {
  if (recipe.form === 'token') {
    const token = bindText(recipe.token, names)
    if (token.kind === 'missing') return token
    return { kind: 'bound', recipe: { ...recipe, token: token.text } }
  }
  if (recipe.form === 'workspace' && recipe.workspace !== undefined) {
    const workspace = bindText(recipe.workspace, names)
    if (workspace.kind === 'missing') return workspace
    return {
      kind: 'bound',
      recipe: { ...recipe, workspace: workspace.text },
    }
  }
  return { kind: 'bound', recipe }
}

/** A header holds text, so a list or a map is as good as missing. */
function bindText(
  template: string,
  names: Names,
): { readonly kind: 'text'; readonly text: string } | Missing {
  const resolved = resolve(template, names)
  if (resolved.kind === 'missing') return resolved
  return typeof resolved.value === 'string'
    ? { kind: 'text', text: resolved.value }
    : { kind: 'missing', name: template, reason: 'not-text' }
}
