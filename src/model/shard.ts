/** A shard: one of several parts of a run, each for a machine of its own. */

/** `index` counts from 1. */
export type Shard = { readonly index: number; readonly of: number }

/** `shard 2 of 4` */
export function nameOfShard({ index, of }: Shard): string {
  return `shard ${index} of ${of}`
}
