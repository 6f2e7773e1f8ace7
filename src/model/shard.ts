/** A shard: one of several parts of a run, each for a machine of its own. */

/** `index` counts from 1. */
export type Shard = { readonly index: number; readonly of: number }

/** `shard 3 of 4`, `shards 2 and 3 of 4` */
export function nameOfShards(indexes: readonly number[], of: number): string {
  const last = indexes.at(-1)
  const others = indexes.slice(0, -1).join(', ')
  return others === ''
    ? `shard ${last} of ${of}`
    : `shards ${others} and ${last} of ${of}`
}

/** `shard 2 of 4` */
export function nameOfShard({ index, of }: Shard): string {
  return `shard ${index} of ${of}`
}
