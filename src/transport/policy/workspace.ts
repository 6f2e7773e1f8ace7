/** Workspace: blocks all further requests after a response from another
 * workspace than the run may use. Until a response has named that workspace, one
 * request is sent at a time: so one session at most is created elsewhere. */
import pLimit from 'p-limit'
import type { Exchange } from '../../model/exchange.ts'
import { unexpectedWorkspace, workspacesIn } from '../../model/workspace.ts'
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
  const one = pLimit(1)
  let isNamed = false
  const note = ({ result }: Exchange): void => {
    if (result.kind === 'no-reply') return
    if (unexpectedWorkspace(result, workspaceId) !== undefined) strange.add()
    else isNamed ||= workspacesIn(result).length > 0
  }
  return (next) => {
    const sendAnyway: typeof next = async (request) => {
      const exchange = await next(request)
      note(exchange)
      return exchange
    }
    const send: typeof next = async (request) =>
      strange.read() > 0 ? block(request, reason) : sendAnyway(request)
    return (request) => {
      if (request.isCleanup) return sendAnyway(request)
      return isNamed ? send(request) : one(() => send(request))
    }
  }
}
