/** Python: the interpreter of this machine, and what is installed beside one. */
import { z } from 'zod'
import { childEnvironment } from '../../model/child-environment.ts'
import { Unavailable } from '../../model/problem.ts'
import { runProgram } from './run-program.ts'

/** Neither variables of Python nor packages of the user count. */
export const isolated = '-I'

const quickMs = 60_000

/** The interpreter that virtual environments are made with. */
export function basePython(): string {
  return process.env.SEAMWATCH_PYTHON || 'python3'
}

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

const program = `
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
  python: string,
  text: string,
): Promise<z.infer<typeof facts>> {
  const args = [isolated, '-B', '-c', program]
  const { code, stdout, stderr } = await runPython(python, { args, text })
  if (code === 0) return facts.parse(JSON.parse(stdout))
  const line = stderr.trim().split('\n').at(-1)
  throw new Unavailable(
    `release "${text}" cannot be used: ${python} failed: ${line}`,
  )
}

/** @throws `Unavailable` if there is no such interpreter. */
export async function runPython(
  python: string,
  {
    args,
    text,
    timeoutMs = quickMs,
    temporary,
  }: {
    readonly args: readonly string[]
    readonly text: string
    readonly timeoutMs?: number
    /** Its folder for temporary files. */
    readonly temporary?: string
  },
): ReturnType<typeof runProgram> {
  try {
    const env = {
      ...childEnvironment(process.env),
      ...(temporary !== undefined && { TMPDIR: temporary }),
    }
    return await runProgram(python, { args, timeoutMs, env })
  } catch (cause) {
    const hint = 'set SEAMWATCH_PYTHON to the path of a python'
    throw new Unavailable(
      `release "${text}" is not judged: there is no program "${python}"; ${hint}`,
      { cause },
    )
  }
}
