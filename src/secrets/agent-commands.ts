/** Agent commands: breaks the lines by which a program gives orders to the CI
 * agent that prints them. A response must not set a variable of the build. */

// Azure Pipelines and TeamCity find `##vso[…]`, `##[…]`, `##teamcity[…]`
// anywhere in a line.
const bracketed = /#(?=#[\w.-]{0,40}\[)/g

// GitHub accepts `::name …::` where a line begins.
const leading = /^([^\S\n]*:)(?=:(?:[a-z]|[^\n]*::))/gim

// Other agents of this kind may look further into a line.
const named =
  /:(?=:(?:add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|notice|remove-matcher|save-state|set-env|set-output|stop-commands|warning)\b)/gi

/** A space in the middle of each mark: people still read it. */
export function withoutAgentCommands(text: string): string {
  return text
    .replaceAll(bracketed, '# ')
    .replaceAll(leading, '$1 ')
    .replaceAll(named, ': ')
}

/** The same for JSON, of which every parser still reads the same values. */
export function withoutAgentCommandsInJson(json: string): string {
  return json
    .replaceAll(bracketed, String.raw`\u0023`)
    .replaceAll(named, String.raw`\u003a`)
}
