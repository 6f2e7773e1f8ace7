import { expect, test } from '@playwright/test'
import { countHere } from '../../../../src/transport/policy/counter.ts'
import { workspace } from '../../../../src/transport/policy/workspace.ts'
import { reply } from '../../report/fixture/outcomes.ts'
import { requestOf, scripted } from '../scripted.ts'

const ours = '9F3A0000-0000-4000-8000-000000000001'
const read = requestOf('GET /client_sessions/list')

async function sentAfter(body: string, status = 200): Promise<number> {
  const { transport, sent } = scripted([reply({ status, body })])
  const guard = workspace({ workspaceId: ours, strange: countHere() })
  const send = guard((request) => transport.send(request))
  await send(read)
  await send(read)
  return sent.length
}

for (const [what, body] of [
  ['deep in the response', '{"a":[{"b":{"workspace_id":"other"}}]}'],
  ['under an escaped name', '{"workspace\\u005fid":"other"}'],
  ['escaped', `{"workspace_id":"\\u006fther"}`],
  ['in a list', `{"workspace_id":["${ours}","other"]}`],
  ['in a list of lists', '{"workspace_id":[["other"]]}'],
  ['as a number', '{"workspace_id":7}'],
  ['under a name in capitals', '{"Workspace_ID":"other"}'],
  ['beside ours', `{"a":{"workspace_id":"${ours}"},"workspace_id":"other"}`],
  ['twice under one name', `{"workspace_id":"other","workspace_id":"${ours}"}`],
  ['after a byte order mark', '\uFEFF{"workspace\\u005fid":"other"}'],
  ['in what is no JSON', 'oops {"workspace_id": "other"'],
  ['very deep', `${'['.repeat(5000)}{"workspace_id":"o"}${']'.repeat(5000)}`],
] as const) {
  test(`another workspace ${what} stops the run`, async () => {
    expect(await sentAfter(body)).toBe(1)
    expect(await sentAfter(body, 404)).toBe(1)
  })
}

for (const [what, body] of [
  ['ours, in another case', `{"workspace_id":"${ours.toLowerCase()}"}`],
  ['ours, escaped', `{"workspace_id":"\\u0039${ours.slice(1)}"}`],
  ['none', '{"workspace_id":null,"other_id":"other"}'],
  ['none, and no JSON', 'workspace_id'],
] as const) {
  test(`a response that names ${what} does not stop the run`, async () => {
    expect(await sentAfter(body)).toBe(2)
  })
}
