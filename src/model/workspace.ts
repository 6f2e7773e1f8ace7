/** Workspace: finds the id of a workspace that the run should not work in. */
import type { Reply } from './exchange.ts'

const pattern = /"workspace_id"\s*:\s*"([^"]*)"/g

/** Searches the text, so that the property is found at any depth.
 * @returns the first id in a successful response that is not `workspaceId`. */
export function unexpectedWorkspace(
  { status, body }: Reply,
  workspaceId: string,
): string | undefined {
  if (status >= 300) return undefined
  return [...body.matchAll(pattern)]
    .map(([, id = '']) => id)
    .find((id) => id.toLowerCase() !== workspaceId.toLowerCase())
}
