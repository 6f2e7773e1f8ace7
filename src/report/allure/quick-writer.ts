/** Quick writer: Allure's own one asks the disk to store each of a thousand small
 * files before the next, in the process that also answers for the sandbox. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What Allure writes for each test. The rest is written once, by its own. */
type Quick = {
  readonly writeResult: (result: { readonly uuid: string }) => void
  readonly writeGroup: (result: { readonly uuid: string }) => void
  readonly writeAttachment: (name: string, content: Buffer) => void
  readonly writeAttachmentFromPath: (name: string, from: string) => void
}

export function quickWriter(resultsDir: string): Quick {
  let isMade = false
  const at = (name: string): string => {
    if (!isMade) mkdirSync(resultsDir, { recursive: true })
    isMade = true
    return join(resultsDir, name)
  }
  const writeJson = (name: string, value: unknown): void =>
    writeFileSync(at(name), JSON.stringify(value))
  return {
    writeResult: (result) => writeJson(`${result.uuid}-result.json`, result),
    writeGroup: (result) => writeJson(`${result.uuid}-container.json`, result),
    writeAttachment: (name, content) => writeFileSync(at(name), content),
    writeAttachmentFromPath: (name, from) => copyFileSync(from, at(name)),
  }
}
