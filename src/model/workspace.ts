/** Workspace: the one that a response speaks of. */
import type { Reply } from './exchange.ts'

const named = /"workspace_id"\s*:\s*"([^"]*)"/g

/** Found in the text, so that it is found wherever it stands.
 * @returns the first workspace in a success that is another one. */
export function strangeWorkspace(
  { status, body }: Reply,
  workspaceId: string,
): string | undefined {
  if (status >= 300) return undefined
  return [...body.matchAll(named)]
    .map(([, id = '']) => id)
    .find((id) => id.toLowerCase() !== workspaceId.toLowerCase())
}
