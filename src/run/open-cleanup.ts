/** Opens what cleanup needs: the ledger of a run, and the proof that the run can
 * delete. */
import type { Memory } from '../auth/credential-check.ts'
import { tagOf } from '../auth/own-call.ts'
import type { OwnCalls } from '../auth/own-call.ts'
import { noLedger, openLedger } from '../cleanup/ledger.ts'
import type { Ledger } from '../cleanup/ledger.ts'
import { createProof } from '../cleanup/proof.ts'
import type { Proof } from '../cleanup/proof.ts'

/** @param folder absent for a target that ends with the run. */
export function openCleanup(
  folder: string | undefined,
  {
    own,
    known,
    ...header
  }: {
    readonly runId: string
    readonly endpoint: string
    readonly own: OwnCalls | undefined
    readonly known: Memory | undefined
  },
): { readonly ledger: Ledger; readonly proof?: Proof } {
  if (folder === undefined) return { ledger: noLedger }
  const credential = own ? tagOf(own.authentication()) : ''
  const ledger = openLedger(folder, { ...header, credential })
  return { ledger, proof: createProof(own, known) }
}
