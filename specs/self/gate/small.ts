/** A small gate: three operations of the contract and one scenario, for what
 * the command does with an answer, however much is judged. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderWith } from '../folder.ts'

const paths = ['create', 'get', 'delete']

const scenario = `scenario: a session is created and read
owner: self
tags: [gate]
drivers: [api, sdk]
steps:
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    expect: { ok: true }
    save:
      session_id: client_session.client_session_id
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ session_id }}" } }
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
`

/** In the environment of the command. */
export function smallGate(): Readonly<Record<string, string>> {
  const text = readFileSync('schemas/client-sessions.json', 'utf8')
  const contract = JSON.parse(text)
  const few = Object.entries(contract.paths).filter(([path]) =>
    paths.some((name) => path.endsWith(`/${name}`)),
  )
  const folder = folderWith(
    {
      'contract.json': JSON.stringify({
        ...contract,
        paths: Object.fromEntries(few),
      }),
      'scenarios/gate/made.yaml': scenario,
    },
    'small',
  )
  return {
    SEAMWATCH_CONTRACT: join(folder, 'contract.json'),
    SEAMWATCH_SCENARIOS: join(folder, 'scenarios'),
  }
}
