/** Wordings that the terminal and the summary page share. */
import type { Counts, Verdict } from '../../model/verdict.ts'

/** A finding without operation is about all of them: a credential that is
 * rejected everywhere, say. */
export const everywhere = 'every operation'

/** `POST /client_sessions/get · body.ok` */
export function whereOf({
  operation,
  at,
  assumption,
}: {
  readonly operation: string
  readonly at: string
  readonly assumption?: string
}): string {
  const where = assumption === undefined ? everywhere : 'several operations'
  return `${operation || where} · ${at}`
}

/** `3 without a documented body, 0 not judged` */
export function bodiesAside({
  bodiesWithoutSchema,
  bodiesNotJudged,
}: Counts): string {
  return `${bodiesWithoutSchema} without a documented body, ${bodiesNotJudged} not judged`
}

/** `sdk: @seamapi/http 2.32.0` */
export function throughOf({
  drivers,
  sdk,
}: Pick<Verdict, 'drivers' | 'sdk'>): string {
  const names = drivers.join(', ') || 'no driver'
  return sdk ? `${names}: ${sdk.name} ${sdk.version}` : names
}
