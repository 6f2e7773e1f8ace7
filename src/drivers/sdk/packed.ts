/** Packed: a release that is known, before all that it needs is installed. */
import type { ReleaseRecord } from './release.ts'

export type Packed = {
  readonly name: string
  readonly version: string
  /** Distinguishes two of the same version. */
  readonly integrity: string
  readonly complete: () => Promise<ReleaseRecord>
}
