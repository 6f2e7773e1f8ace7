/** Findings, in so few words that a table can hold them. */

/** Names of the API's own making as `["…"]`, items of a list as the first one,
 * and each code once: a flood of findings is bounded elsewhere. */
export function summaryOf(findings: readonly string[]): readonly string[] {
  const codes = new Set<string>()
  return findings.flatMap((finding) => {
    const [found = '', code = '', at = ''] = finding.split(/ (.*?) (.*)/s)
    const key = code === 'body-property-undocumented' ? finding : code
    if (codes.has(key)) return []
    codes.add(key)
    const place = at.replace(/\[\d+\]/, '[0]').replace(/\["[^]*"\]/, '["…"]')
    return [`${found} ${code} ${place}`]
  })
}
