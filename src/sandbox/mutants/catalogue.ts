/** The catalogue: every mutant, each id once. */
import { access } from './access.ts'
import { crashMutants } from './crashes.ts'
import { cors } from './cors.ts'
import { envelopes } from './envelopes.ts'
import { errors } from './errors.ts'
import { exposures } from './exposures.ts'
import { persistence } from './persistence.ts'
import { missing } from './missing.ts'
import { mixUps } from './mix-ups.ts'
import type { Mutant } from './mutant.ts'
import { refusalMutants } from './refusals.ts'
import { semantics } from './semantics.ts'
import { transport } from './transport.ts'
import { values } from './values.ts'
import { wire } from './wire.ts'

/** Slow ones come first: the others run meanwhile. */
export const mutants: readonly Mutant[] = [
  ...transport,
  ...crashMutants,
  ...exposures,
  ...mixUps,
  ...missing,
  ...values,
  ...envelopes,
  ...wire,
  ...cors,
  ...errors,
  ...semantics,
  ...persistence,
  ...access,
  ...refusalMutants,
]
