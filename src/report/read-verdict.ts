/** Reads the verdict that a run has written. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Verdict } from '../model/verdict.ts'

const schemaFile = new URL('../../schemas/verdict.schema.json', import.meta.url)

/** Undefined if there is none. Throws if the file does not match the published
 * schema. */
export function readVerdict(reportsDir: string): Verdict | undefined {
  const file = join(reportsDir, 'verdict.json')
  if (!existsSync(file)) return undefined
  try {
    const schema = z.fromJSONSchema(
      JSON.parse(readFileSync(schemaFile, 'utf8')),
    )
    const verdict = schema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return verdict as Verdict // the schema describes this type
  } catch (cause) {
    throw new Error(
      `"${file}" is damaged: it is not a verdict as schemas/verdict.schema.json describes it`,
      { cause },
    )
  }
}
