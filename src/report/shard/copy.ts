/** Copies what the shards have left into the folder of the merged reports. */
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
} from 'node:fs'
import { join } from 'node:path'
import { ledgerFolder } from '../../cleanup/ledger.ts'
import type { ShardFolders } from './read.ts'

/** The results of a machine that died would show a part of its cases as passed. */
export function copyResults(shards: ShardFolders, out: string): void {
  for (const { folder, shard } of shards)
    if (shard.ended)
      copyFiles(join(folder, 'allure-results'), {
        to: join(out, 'allure-results'),
        isOwn: (name) => Object.hasOwn(shard.results ?? {}, name),
      })
}

/** What a shard has created and not deleted: a later run or sweep with the merged
 * reports deletes it. */
export function copyLedgers(shards: ShardFolders, out: string): void {
  for (const { folder } of shards)
    copyFiles(ledgerFolder(folder), {
      to: ledgerFolder(out),
      isOwn: (name) => /^[\w.-]+\.jsonl$/.test(name),
    })
}

/** No links: they would copy a file of another place. */
function copyFiles(
  from: string,
  {
    to,
    isOwn,
  }: { readonly to: string; readonly isOwn: (name: string) => boolean },
): void {
  if (!existsSync(from) || !lstatSync(from).isDirectory()) return
  const names = readdirSync(from).filter(
    (name) => isOwn(name) && lstatSync(join(from, name)).isFile(),
  )
  if (names.length > 0) mkdirSync(to, { recursive: true })
  for (const name of names) copyFileSync(join(from, name), join(to, name))
}
