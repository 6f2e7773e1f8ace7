/** The workspace: once a reply speaks of another one than was meant, nothing
 * more is sent there. */
import { unexpectedWorkspace } from '../../model/workspace.ts'
import type { Driver } from '../transport.ts'
import type { Counter } from './counter.ts'
import { withhold } from './block.ts'

export type WorkspaceOptions = {
  readonly workspaceId: string
  /** Of all processes of the run: replies of another workspace. */
  readonly strange: Counter
}

const reason =
  'the workspace is not the one that SEAMWATCH_WORKSPACE_ID names, so nothing more is sent to it'

export function withWorkspace(
  driver: Driver,
  { workspaceId, strange }: WorkspaceOptions,
): Driver {
  return {
    ...driver,
    send: async (request) => {
      if (strange.read() > 0) return withhold(request, reason)
      const exchange = await driver.send(request)
      const { result } = exchange
      const isStrange =
        result.kind === 'reply' &&
        unexpectedWorkspace(result, workspaceId) !== undefined
      if (isStrange) strange.add()
      return exchange
    },
  }
}
