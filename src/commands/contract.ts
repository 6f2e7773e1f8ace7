/** `seamwatch contract pull`: cuts the contracts and pins them. */
import { clientSessions, pins } from '../contract/pins.ts'
import { pullContracts, writeContract } from '../contract/pull/pull.ts'

/** @param out one file for the client sessions alone; else all that is pinned. */
export async function pull({
  from,
  out,
}: {
  readonly from: string
  readonly out?: string
}): Promise<void> {
  const chosen = out === undefined ? pins : [{ ...clientSessions, file: out }]
  for (const pulled of await pullContracts({ from, pins: chosen })) {
    await writeContract(pulled)
    process.stdout.write(`${pulled.file} was cut from ${pulled.source}\n`)
  }
}
