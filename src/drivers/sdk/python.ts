/** Python: what is installed beside an interpreter of it. */
import { z } from 'zod'
import { Unavailable } from '../../model/problem.ts'
import { interpret } from './interpreter.ts'

/** Neither variables of Python nor packages of the user count. */
export const isolated = '-I'

const facts = z.object({
  runtime: z.string(),
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      /** Base64 of the hash of the list of its files. */
      files: z.string(),
      /** Its web pages. */
      urls: z.string(),
    }),
  ),
})

const inspection = `
import base64, hashlib, json, platform
from importlib.metadata import distributions
def facts(it):
    files = hashlib.sha256((it.read_text("RECORD") or "").encode()).digest()
    urls = [it.metadata["Home-page"], *(it.metadata.get_all("Project-URL") or [])]
    return {"name": it.metadata["Name"], "version": it.version,
            "files": base64.b64encode(files).decode(), "urls": " ".join(map(str, urls))}
packages = sorted((facts(it) for it in distributions()), key=lambda it: it["name"])
print(json.dumps({"runtime": "Python " + platform.python_version(), "packages": packages}))
`

/** @throws `Unavailable` if the interpreter does not run. */
export async function inspectPython(
  program: string,
  text: string,
): Promise<z.infer<typeof facts>> {
  const args = [isolated, '-B', '-c', inspection]
  const { code, stdout, stderr } = await interpret('python', {
    program,
    args,
    text,
  })
  if (code === 0) return facts.parse(JSON.parse(stdout))
  const line = stderr.trim().split('\n').at(-1)
  throw new Unavailable(
    `release "${text}" cannot be used: ${program} failed: ${line}`,
  )
}
