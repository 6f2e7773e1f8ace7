/** `seamwatch contract pull`: cuts the contract and pins it. */
import { pullContract, writeContract } from '../contract/pull.ts'

export async function pull({
  from,
  out,
}: {
  readonly from: string
  readonly out: string
}): Promise<void> {
  const pulled = await pullContract({ from })
  writeContract(pulled, out)
  process.stdout.write(`${out} was cut from ${pulled.source}\n`)
}
