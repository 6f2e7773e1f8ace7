/** Workspace: does the response come from the workspace that the run names? */
import type { Codes } from '../model/catalog.ts'
import { unexpectedWorkspace } from '../model/workspace.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { findingOf } from './finding.ts'

const codes = {
  'workspace-unexpected': {
    class: 'scenario',
    title:
      'The credential belongs to another workspace than SEAMWATCH_WORKSPACE_ID',
    hint: 'The run then sent nothing more except deletes of what it had created. Correct the credential or SEAMWATCH_WORKSPACE_ID, then run again.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const workspace: Check = {
  codes,
  needs: 'response',
  check: (judgement) => {
    const { workspaceId } = judgement.requirement
    if (workspaceId === undefined) return nothingFound
    const received = unexpectedWorkspace(judgement.reply, workspaceId)
    if (received === undefined) return nothingFound
    const finding = newFinding(judgement, {
      code: 'workspace-unexpected',
      at: 'workspace_id',
      expected: `${workspaceId}, from SEAMWATCH_WORKSPACE_ID`,
      received,
    })
    // One fact for the whole run, whichever operation shows it first.
    return { findings: [{ ...finding, operation: '' }], leaves: 'nothing' }
  },
}
