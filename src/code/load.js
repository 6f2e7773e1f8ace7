// Loads one of our TypeScript modules: from the bundle, which starts in a
// fraction of the time, or else from its source, by tsx.
import { entryIn, findBundle } from './bundle.js'

let choice

/** A process has all its modules from one of the two, so none of them twice. */
export async function load(module) {
  choice ??= chooseFor(module)
  const addressOf = await choice
  return import(addressOf(module))
}

async function chooseFor(module) {
  const folder = await findBundle(module)
  if (folder === undefined) {
    await import('./tsx.js')
    return ({ href }) => href
  }
  // Only where a stack may be printed: to read the maps takes time.
  const isDebug = /^(?:1|true|yes)$/i.test(process.env.SEAMWATCH_DEBUG ?? '')
  if (isDebug) process.setSourceMapsEnabled(true)
  return (other) => entryIn(folder, other)
}
