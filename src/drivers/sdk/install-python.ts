/** Install from PyPI, into a virtual environment of its own. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Unavailable } from '../../model/problem.ts'
import type { Packed } from './packed.ts'
import { interpret, interpreterOf } from './interpreter.ts'
import { inspectPython, isolated } from './python.ts'
import type { ReleaseRecord } from './release.ts'
import { wrongSpec } from './spec.ts'
import type { Spec } from './spec.ts'

const pipMs = 300_000

export async function installFromPypi(
  text: string,
  {
    spec: { name, version },
    making,
  }: {
    readonly spec: Extract<Spec, { readonly kind: 'pypi' }>
    readonly making: string
  },
): Promise<Packed> {
  const base = interpreterOf('python')
  const temporary = join(making, 'tmp')
  mkdirSync(temporary)
  const given = { text, timeoutMs: pipMs, env: { TMPDIR: temporary } }
  const venv = [isolated, '-m', 'venv', making]
  const made = await interpret('python', {
    ...given,
    program: base,
    args: venv,
  })
  if (made.code !== 0)
    throw new Unavailable(
      `release "${text}" cannot be installed: "${base} -m venv" failed: ${lastLine(made.stdout || made.stderr)}; install it, or set SEAMWATCH_PYTHON to another python`,
    )
  const python = join(making, 'bin', 'python')
  const report = join(making, 'report.json')
  const wanted = `${name}==${version}`
  // A package without a wheel would run its own script.
  const flags = ['--only-binary', ':all:', '--no-input', '--retries', '2']
  const pip = ['install', wanted, ...flags, '--quiet', '--report', report]
  const args = [isolated, '-m', 'pip', '--disable-pip-version-check', ...pip]
  const ended = await interpret('python', { ...given, program: python, args })
  if (ended.code !== 0) throw explainPip(ended, { text, base, version })
  const { runtime, packages } = await inspectPython(python, text)
  const own = packages.find((it) => it.name === name)
  if (!own || !/seamapi|seam\.co|getseam/.test(own.urls))
    throw wrongSpec(text, 'it does not name a page of Seam', hintFor(name))
  const resolved = readReport(report)
  rmSync(report)
  rmSync(temporary, { recursive: true, force: true })
  const { integrity = '' } = resolved.find((it) => it.name === name) ?? {}
  const record = { name, version: own.version, integrity, resolved }
  return {
    ...record,
    complete: async (): Promise<ReleaseRecord> => ({
      ...record,
      language: 'python',
      runtime,
    }),
  }
}

const pipReport = z.object({
  install: z.array(
    z.object({
      metadata: z.object({ name: z.string(), version: z.string() }),
      download_info: z.object({
        archive_info: z
          .object({ hashes: z.object({ sha256: z.string() }).optional() })
          .optional(),
      }),
    }),
  ),
})

/** As PyPI has them. */
function readReport(file: string): ReleaseRecord['resolved'] {
  const { install } = pipReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  return install.map(({ metadata: { name, version }, download_info: from }) => {
    const { sha256 } = from.archive_info?.hashes ?? {}
    const hash = sha256 && Buffer.from(sha256, 'hex').toString('base64')
    return { name, version, ...(hash && { integrity: `sha256-${hash}` }) }
  })
}

/** @returns an `Unavailable`, or a `UsageError` if PyPI has no such version. */
export function explainPip(
  {
    stderr,
    isTimeOut,
  }: { readonly stderr: string; readonly isTimeOut: boolean },
  {
    text,
    base,
    version,
  }: {
    readonly text: string
    readonly base: string
    readonly version: string
  },
): Error {
  const because = (fact: string): Error =>
    new Unavailable(`release "${text}" cannot be installed: ${fact}`)
  if (isTimeOut) return because(`pip did not finish within ${pipMs / 1000} s`)
  const [, ignored = ''] =
    /different python version:([^\n]*)/i.exec(stderr) ?? []
  const [, needs = ''] =
    ignored
      .split(';')
      .map((it) => /(\S+) Requires-Python (.+)/.exec(it.trim()) ?? [])
      .find(([, its]) => its === version)
      ?.slice(1) ?? []
  if (needs !== '')
    return because(
      `it needs Python ${needs}, and "${base}" is another one; set SEAMWATCH_PYTHON to such a python`,
    )
  if (/\(from versions: none\)/.test(stderr))
    return because('PyPI cannot be reached, or has nothing for this Python')
  if (/No matching distribution found for seam==/.test(stderr))
    return wrongSpec(text, 'PyPI has no such version', hintFor('seam'))
  return because(lastLine(stderr))
}

function hintFor(name: string): string {
  return `list the versions with: ${interpreterOf('python')} -m pip index versions ${name}`
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => /\S/.test(line))
  const line = lines.findLast((it) => it.startsWith('ERROR:')) ?? lines.at(-1)
  return (line ?? 'no reason is given').replace(/^ERROR: /, '').trim()
}
