/** Workspace: finds the id of a workspace that the run should not work in. */
import type { Reply } from './exchange.ts'

/** For a body that is no JSON, and for a key that is there twice. */
const pattern = /"workspace_id"\s*:\s*"([^"]*)"/g

/** Errors are looked at, too: they may be of another workspace.
 * @returns the first id in the response that is not `workspaceId`. */
export function unexpectedWorkspace(
  reply: Reply,
  workspaceId: string,
): string | undefined {
  const wanted = workspaceId.toLowerCase()
  return workspacesIn(reply).find((id) => id.toLowerCase() !== wanted)
}

/** All that the response names, as often as it does. */
export function workspacesIn({ body }: Reply): readonly string[] {
  return [...parsedIds(body), ...writtenIds(body)]
}

function writtenIds(body: string): readonly string[] {
  return [...body.matchAll(pattern)]
    .map(([, id = '']) => id)
    .filter((id) => !id.includes('\\'))
}

/** At any depth; a body may be too deep for a function that calls itself. */
function parsedIds(body: string): readonly string[] {
  const ids: string[] = []
  const open: unknown[] = [parse(body)]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null) continue
    for (const [name, member] of Object.entries(value)) {
      if (name.toLowerCase() === 'workspace_id') ids.push(...textsIn(member))
      open.push(member)
    }
  }
  return ids
}

/** An id, a number in its place, or a list of them; null names none. */
function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flat(Infinity).flatMap(textsIn)
  return typeof value === 'string' || typeof value === 'number'
    ? [String(value)]
    : []
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}
