/** Writes to a file that an option names. */
import { UsageError } from '../model/problem.ts'
import { writeNamed } from '../secrets/write-file.ts'

/** @throws UsageError that names the option, where it cannot be written. */
export function writeNamedFile(
  option: string,
  { file, text }: { readonly file: string; readonly text: string },
): void {
  try {
    writeNamed(file, text)
  } catch (error) {
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `${option}: "${file}" cannot be written: ${Object(error).code}`,
        hint: 'name a file in a folder that you may write to',
      },
    ])
  }
}
