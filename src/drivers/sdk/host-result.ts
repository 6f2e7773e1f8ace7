/** Host result: how a call in the process of a release ended, as that of any
 * client. */
import type { ClientCall, ClientEnd } from '../../model/client-call.ts'
import type { ResultLine } from './protocol.ts'

/** A value of a call may have the stand-in of a credential in it. */
export type ChildResult = Omit<ClientCall, 'client'>

export type HostEnd =
  ResultLine | Extract<ClientEnd, { kind: 'unsettled' | 'process-ended' }>

export function resultOf(
  end: HostEnd,
  {
    output,
    isSecretShown,
  }: { readonly output: string; readonly isSecretShown: boolean },
): ChildResult {
  const hosts = 'elsewhere' in end ? [...new Set(end.elsewhere)] : []
  return {
    end: clientEnd(end),
    shown: [
      ...(end.kind === 'threw' ? end.shown : []),
      ...(isSecretShown ? ['output' as const] : []),
    ],
    elsewhere: hosts.map((host) => ({ host, credentials: [] })),
    ...('refused' in end &&
      end.refused !== undefined && { refused: end.refused }),
    output,
    ...('hasChangedArguments' in end &&
      end.hasChangedArguments !== undefined && {
        hasChangedArguments: end.hasChangedArguments,
      }),
    ...('hasPrinted' in end &&
      end.hasPrinted !== undefined && { hasPrinted: end.hasPrinted }),
  }
}

/** Without what only the protocol needs. */
function clientEnd(end: HostEnd): ClientEnd {
  switch (end.kind) {
    case 'returned':
      return end.value === undefined
        ? { kind: 'returned' }
        : { kind: 'returned', value: end.value }
    case 'threw':
      return { kind: 'threw', error: end.error }
    case 'missing':
      return { kind: 'missing', method: end.method }
    default:
      return end
  }
}
