/** The schemas that come with the suite, as functions. */
import { Ajv, type ValidateFunction } from 'ajv'
import { fullFormats } from 'ajv-formats/dist/formats.js'

/** Compiled when it is first needed: a start is faster without. A test shows that
 * our schemas are valid, so no command checks that again. */
export function ownSchema(schema: object): () => ValidateFunction {
  let compiled: ValidateFunction | undefined
  return () => (compiled ??= createAjv().compile(schema))
}

function createAjv(): Ajv {
  return new Ajv({
    allErrors: true,
    verbose: true,
    ownProperties: true,
    // That of scenarios allows lists and maps side by side without `anyOf`, so
    // that one fault is one error; these two strict rules forbid that.
    strictTypes: false,
    strictRequired: false,
    formats: { date: fullFormats.date },
    // It takes longer than a few files gain by it.
    code: { optimize: false },
    meta: false,
    validateSchema: false,
  })
}
