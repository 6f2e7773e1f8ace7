/** Opens what a run notes what it creates in, and shows that it can delete it. */
import type { Memory } from '../auth/credential-check.ts'
import { tagOf } from '../auth/own-call.ts'
import type { OwnCalls } from '../auth/own-call.ts'
import type { Target } from '../auth/target.ts'
import { noLedger, openLedger } from '../cleanup/ledger.ts'
import type { Ledger } from '../cleanup/ledger.ts'
import { createProof } from '../cleanup/proof.ts'
import type { Proof } from '../cleanup/proof.ts'

/** @param folder absent for a target that ends with the run. */
export function openCleanup(
  folder: string | undefined,
  {
    runId,
    target: { endpoint },
    own,
    known,
  }: {
    readonly runId: string
    readonly target: Target
    readonly own: OwnCalls | undefined
    readonly known: Memory | undefined
  },
): { readonly ledger: Ledger; readonly proof?: Proof } {
  if (folder === undefined) return { ledger: noLedger }
  const credential = own ? tagOf(own.authentication()) : ''
  return {
    ledger: openLedger(folder, { runId, endpoint, credential }),
    proof: createProof(own, known),
  }
}
