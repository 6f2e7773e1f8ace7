/** `seamwatch contract pull`: extracts the contracts from the published
 * document and writes them to their files. */
import { inPackage } from '../config/package-folder.ts'
import { clientSessions, pins } from '../contract/pins.ts'
import { pullContracts, writeContract } from '../contract/pull/pull.ts'
import { shownPath } from '../model/shown-path.ts'
import { printOut } from '../secrets/terminal.ts'

/** @param out the file for the client sessions; by default all pinned contracts
 * are written. */
export async function pull({
  from,
  out,
}: {
  readonly from: string
  readonly out?: string | undefined
}): Promise<void> {
  const chosen =
    out === undefined
      ? pins.map((pin) => ({ ...pin, file: inPackage(pin.file) }))
      : [{ ...clientSessions, file: out }]
  for (const pulled of await pullContracts({ from, pins: chosen })) {
    await writeContract(pulled)
    const file = shownPath(pulled.file)
    printOut(`${file}: extracted from ${pulled.source}`)
  }
}
