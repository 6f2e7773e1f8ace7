/** Client refused: does a client keep to itself? Its guard refuses processes and
 * files that a client of an API has no use for. */
import type { Codes } from '../model/catalog.ts'
import type { Refused } from '../model/client-call.ts'
import type { ClientCheck } from './client-judgement.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'sdk-process-started': {
    class: 'sdk-risk',
    title: 'The SDK starts a process',
    hint: 'It runs with all rights of its caller, and may outlive it. The guard has refused it. Find out in the package what starts it, and why.',
  },
  'sdk-file-used': {
    class: 'sdk-risk',
    title: 'The SDK reads or writes a file outside of its package',
    hint: 'Keys of the caller are in files and in the list of processes. The guard has refused it. Find out in the package what uses the file, and why.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

/** Whatever is called. */
const ofRelease = { operation: { key: '' } }

const words = {
  process: {
    code: 'sdk-process-started',
    at: 'processes',
    expected: 'no process',
  },
  file: {
    code: 'sdk-file-used',
    at: 'files',
    expected: 'only files of the package',
  },
} as const satisfies Record<Refused['kind'], unknown>

export const clientRefused: ClientCheck = ({ call: { refused = [] } }) => ({
  findings: (['process', 'file'] as const).flatMap((kind) => {
    const all = refused.filter((it) => it.kind === kind)
    const names = [...new Set(all.map(({ what }) => what))]
    if (names.length === 0) return []
    const rest = names.length > 3 ? ` and ${names.length - 3} more` : ''
    const received = names.slice(0, 3).join(', ') + rest
    return newFinding(ofRelease, { ...words[kind], received })
  }),
})
