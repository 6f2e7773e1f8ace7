/** Workspace: after a response from another workspace than was meant, the run
 * sends nothing more there. */
import { unexpectedWorkspace } from '../../model/workspace.ts'
import { block } from './block.ts'
import type { Counter } from './counter.ts'
import type { Policy } from './policy.ts'

export type WorkspaceOptions = {
  readonly workspaceId: string
  /** Of all processes of the run: responses from another workspace. */
  readonly strange: Counter
}

const reason =
  'the workspace is not the one that SEAMWATCH_WORKSPACE_ID names, so nothing more is sent to it'

/** Cleanup is sent all the same: the run deletes what it has created there. */
export function workspace({ workspaceId, strange }: WorkspaceOptions): Policy {
  return (next) => async (request) => {
    if (request.isCleanup) return next(request)
    if (strange.read() > 0) return block(request, reason)
    const exchange = await next(request)
    const { result } = exchange
    const isStrange =
      result.kind === 'reply' &&
      unexpectedWorkspace(result, workspaceId) !== undefined
    if (isStrange) strange.add()
    return exchange
  }
}
