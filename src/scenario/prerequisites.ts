/** Finds the prerequisites of a scenario: what only the settings can give. */
import type { JsonValue } from '../model/contract.ts'
import { renderPath } from '../model/path.ts'
import { referencesIn } from './references.ts'
import type {
  Call,
  Credential,
  Prerequisite,
  PlannedStep,
  Scenario,
} from '../model/scenario.ts'

/** Each once: `target.connect_webview_id`, `credential.api_key`. */
export function prerequisitesOf(
  scenario: Scenario,
  steps: readonly PlannedStep[],
): readonly Prerequisite[] {
  const credentials = steps
    .flatMap((step) => [step.credential, step.undo?.credential])
    .flatMap((credential) => (credential ? secretsFor(credential) : []))
    .map((name): Prerequisite => `credential.${name}`)
  return [...new Set([...targetsOf(scenario), ...credentials])]
}

/** The secrets of the settings that the credential is made from. */
function secretsFor(credential: Credential): readonly string[] {
  if (credential.kind === 'scheme') return [credential.scheme]
  const isMade = credential.kind === 'invalid' && 'of' in credential.recipe
  return isMade ? [credential.recipe.of] : []
}

const targets = new WeakMap<Scenario, readonly Prerequisite[]>()

/** The `target.*` names of a scenario, found once for all its cases. */
function targetsOf(scenario: Scenario): readonly Prerequisite[] {
  const known = targets.get(scenario)
  if (known) return known
  const written = [
    scenario.values,
    ...scenario.steps.flatMap(({ call, expect, assume, undo }) => [
      ...templatesOf(call),
      expect,
      assume,
      ...(undo ? templatesOf(undo) : []),
    ]),
  ]
  const names = written
    .flatMap((value) => referencesIn(value))
    .flatMap(({ expression }) =>
      expression.kind === 'name' && expression.name === 'target'
        ? [renderPath(['target', ...expression.path])]
        : [],
    )
  const needs = [...new Set(names)]
  targets.set(scenario, needs)
  return needs
}

function templatesOf({
  body,
  credential,
}: Call): readonly (JsonValue | undefined)[] {
  if (credential.kind === 'token') return [body, credential.token]
  return credential.kind === 'invalid'
    ? [body, { ...credential.recipe }]
    : [body]
}
