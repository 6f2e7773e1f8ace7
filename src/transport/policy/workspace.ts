/** Workspace: blocks all further requests after a response from another
 * workspace than the run may use. */
import { unexpectedWorkspace } from '../../model/workspace.ts'
import { block } from './block.ts'
import type { Counter } from './counter.ts'
import type { Policy } from './policy.ts'

export type WorkspaceOptions = {
  readonly workspaceId: string
  /** Responses from another workspace, of all processes of the run. */
  readonly strange: Counter
}

const reason =
  'the workspace is not the one that SEAMWATCH_WORKSPACE_ID names, so the run sends no more requests'

/** Never blocks cleanup: the run must delete the sessions that it created
 * there. */
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
