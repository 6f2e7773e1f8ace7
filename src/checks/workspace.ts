/** Workspace: does the reply speak of the one that was meant? */
import type { Finding } from '../model/finding.ts'
import { strangeWorkspace } from '../model/workspace.ts'
import { findingOf } from './judgement.ts'
import type { ReplyJudgement } from './judgement.ts'

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
