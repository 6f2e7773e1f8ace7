/** Prepare: fills in the names of a step, and chooses its credential. */
import {
  authenticate,
  environmentNames,
  ownScheme,
  ownVariables,
} from '../auth/credential.ts'
import type { Authentication } from '../auth/credential.ts'
import { invalidAuthentication } from '../auth/invalid-credential.ts'
import type { Requirement } from '../checks/judgement.ts'
import type { Unproven } from '../cleanup/proof.ts'
import type { PreparedCall } from '../drivers/driver.ts'
import { isCreating } from '../model/creating.ts'
import { objectOr } from '../model/json.ts'
import type { Credential, PlannedStep, Step } from '../model/scenario.ts'
import { bindCall } from '../scenario/bind.ts'
import type { BoundCall } from '../scenario/bind.ts'
import { resolve } from '../scenario/template.ts'
import type { Missing, Names } from '../scenario/template.ts'
import type { Secrets } from '../secrets/redact.ts'
import type { Caller } from './call.ts'
import type { RunContext } from './context.ts'
import { lacking } from './lacking.ts'
import { pause } from './pause.ts'

/** A call with all names filled in. */
export type Bound = Extract<BoundCall, { kind: 'bound' }>

export type Prepared =
  | {
      readonly kind: 'ready'
      readonly bound: Bound
      readonly call: PreparedCall
      readonly requirement: Requirement
    }
  /** `reason` is one line. */
  | {
      readonly kind: 'not-sent'
      readonly reason: string
      readonly credential?: string
      /** Nothing shows that its session could be deleted. */
      readonly unproven?: Unproven
    }

export type CaseState = {
  readonly caseId: string
  readonly scenarioId: string
  readonly names: Names
  /** Ids of the steps that have succeeded. */
  readonly done: ReadonlySet<string>
}

export type StepOptions = {
  readonly state: CaseState
  readonly context: RunContext
  readonly caller: Caller
  readonly secrets: Secrets
}

export async function prepare(
  planned: PlannedStep,
  {
    state,
    context,
  }: { readonly state: CaseState; readonly context: RunContext },
): Promise<Prepared> {
  const { step, operation } = planned
  const { names, done } = state
  if (step.after !== undefined && !done.has(step.after))
    return notSent(`step "${step.after}" did not succeed`)
  const bound = bindCall(planned, names)
  if (bound.kind === 'missing') return notSent(lacking(bound))
  const requirement = requirementOf(step, { state, context })
  if (requirement.kind === 'missing') return notSent(lacking(requirement))
  const authentication = authenticationOf(bound, context)
  if (!authentication) return notSent(unconfigured(bound))
  const { scheme, basis = scheme } = authentication
  if (context.credentialChecks.isRefused(basis))
    return notSent(`the credential ${basis} is rejected everywhere`, scheme)
  const unproven = isCreating(operation) ? await context.proof?.() : undefined
  if (unproven) return { ...notSent(unproven.reason, scheme), unproven }
  const { clock } = context
  const late = step.pause && (await pause(step.pause, { names, clock }))
  if (late !== undefined) return notSent(late, scheme)
  return {
    kind: 'ready',
    bound,
    requirement: requirement.value,
    call: {
      operation,
      authentication,
      parameters: bound.parameters,
      ...(step.isRefusalExpected && { probe: state.caseId }),
    },
  }
}

function notSent(
  reason: string,
  credential?: string,
): Extract<Prepared, { kind: 'not-sent' }> {
  return { kind: 'not-sent', reason, ...(credential && { credential }) }
}

/** Names the variable that configures the credential, where there is one. */
function unconfigured({ credential }: Bound): string {
  const fact = 'its credential is not configured'
  const variable = variableOf(credential)
  return variable === undefined ? fact : `${fact}: set ${variable}`
}

function variableOf(credential: Credential): string | undefined {
  switch (credential.kind) {
    case 'default':
      return ownVariables
    case 'scheme':
      return environmentNames[credential.scheme]
    case 'invalid':
      return 'of' in credential.recipe
        ? environmentNames[credential.recipe.of]
        : undefined
    case 'none':
    case 'token':
      return undefined // nothing of it is configured
    default:
      return credential satisfies never
  }
}

type Resolved<T> = { readonly kind: 'resolved'; readonly value: T } | Missing

function requirementOf(
  step: Step,
  {
    state: { names, scenarioId },
    context: { workspaceId },
  }: { readonly state: CaseState; readonly context: RunContext },
): Resolved<Requirement> {
  const expect = resolve(step.expect ?? null, names)
  if (expect.kind === 'missing') return expect
  const harmless = resolve(step.harmless ?? null, names)
  if (harmless.kind === 'missing') return harmless
  const assume = resolve(step.assume ?? {}, names)
  if (assume.kind === 'missing') return assume
  const assumed = Object.entries(objectOr(assume.value))
  const value: Requirement = {
    name: `${scenarioId} › ${step.id}`,
    statuses: step.statuses,
    isRefusalExpected: step.isRefusalExpected,
    ...(step.refusals && { refusals: step.refusals }),
    ...(step.source !== undefined && { source: step.source }),
    ...(step.harmless !== undefined && { harmless: harmless.value }),
    ...(step.expect !== undefined && { expect: expect.value }),
    ...(step.basis && { basis: step.basis }),
    ...(assumed.length > 0 && {
      assumed: assumed.map(([assumption, wanted]) => ({
        assumption,
        expect: wanted,
      })),
    }),
    ...(step.withinMs !== undefined && { withinMs: step.withinMs }),
    ...(workspaceId !== undefined && { workspaceId }),
  }
  return { kind: 'resolved', value }
}

/** The credential of a call; undefined when the target does not have it. */
export function authenticationOf(
  { credential }: Bound,
  { contract, target: { keyring } }: Pick<RunContext, 'contract' | 'target'>,
): Authentication | undefined {
  switch (credential.kind) {
    case 'none':
      return authenticate(contract, 'none', { keyring })
    case 'default':
      return authenticate(contract, ownScheme(keyring), { keyring })
    case 'scheme':
      return authenticate(contract, credential.scheme, { keyring })
    case 'token':
      return authenticate(contract, credential.scheme, {
        keyring,
        token: credential.token,
      })
    case 'invalid':
      return invalidAuthentication(credential, { contract, keyring })
    default:
      return credential satisfies never
  }
}
