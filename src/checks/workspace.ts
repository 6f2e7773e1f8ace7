/** Workspace: does the reply speak of the one that was meant? */
import type { Reply } from '../exchange.ts'
import type { Finding } from '../finding.ts'
import { findingOf } from './judgement.ts'
import type { ReplyJudgement } from './judgement.ts'

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

export function checkWorkspace(judgement: ReplyJudgement): readonly Finding[] {
  const { workspaceId } = judgement.requirement
  if (workspaceId === undefined) return []
  const received = strangeWorkspace(judgement.reply, workspaceId)
  if (received === undefined) return []
  const finding = findingOf(judgement, 'workspace-unexpected', {
    at: 'workspace_id',
    expected: `${workspaceId}, as SEAMWATCH_WORKSPACE_ID says`,
    received,
  })
  // One fact, wherever it is noticed first.
  return [{ ...finding, operation: '' }]
}
