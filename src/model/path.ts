/** Paths into JSON: `client_session.token`, `client_sessions[0].token`. */

export type Path = readonly (string | number)[]

/** Names that are no identifiers are quoted: `["a.b"]`. */
export function renderPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    if (!/^[A-Za-z_$][\w-]*$/.test(step))
      return `${text}[${JSON.stringify(step)}]`
    return text === '' ? step : `${text}.${step}`
  }, '')
}
