/** npm error: why npm did not install a release, for people. */
import { Unavailable } from '../../model/problem.ts'
import { wrongSpec } from './spec.ts'

/** @returns an `Unavailable`, or a `UsageError` if the registry has no such version. */
export function explainInstall(
  error: unknown,
  { text, timeoutMs }: { readonly text: string; readonly timeoutMs: number },
): Error {
  const { stderr, killed, message, code } = Object(error)
  const said = `${String(stderr ?? '')}\n${String(message ?? error)}`
  const because = (fact: string): Error =>
    new Unavailable(`release "${text}" cannot be installed: ${fact}`)
  if (killed === true)
    return because(`npm did not finish within ${timeoutMs / 1000} s`)
  if (code === 'ENOENT') return because('npm is not installed')
  if (/\b(?:ETARGET|E404|ENOVERSIONS)\b/.test(said)) {
    const own = packageIn(
      text.replace(/^npm:/, '').replace(/^cli:/, '@seamapi/cli@'),
    )
    const [, missing = text] =
      /No matching version found for (\S+?)\.?\s/.exec(said) ??
      /The requested resource '([^']+)'/.exec(said) ??
      []
    if (missing === text || packageIn(missing) === own)
      return wrongSpec(
        text,
        'the registry has no such version',
        `list the versions with: npm view ${own} versions`,
      )
    return because(`the registry has no ${missing}`)
  }
  if (
    /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT)\b/.test(said)
  )
    return because('the registry cannot be reached')
  if (/Invalid package|TAR_BAD_ARCHIVE|EJSONPARSE/.test(said))
    return wrongSpec(
      text,
      'npm cannot read it as a package',
      'give a folder with the package.json of an SDK, or what npm pack made of it',
    )
  const lines = said.split('\n').filter((line) => /\S/.test(line))
  const line = lines.find((it) => /^npm error (?!code)/.test(it)) ?? lines[0]
  return because((line ?? 'npm failed').replace(/^npm error /, '').trim())
}

function packageIn(spec: string): string {
  return spec.replace(/(?<=.)@.*$/, '')
}
