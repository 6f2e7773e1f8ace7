/** The beginning of literal scenarios: a head, and a session that is created
 * and deleted. */

/** A whole file of one scenario. */
export function scenarioOf(title: string, steps: string): string {
  return `scenario: ${title}\nowner: self\nsteps:\n${steps}`
}

/** Saves `session_id`. */
export const made = `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    save: { session_id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ session_id }}" } }
`

/** Saves `session_id` and `token`. */
export const madeWithToken = made.replace(
  '    save: { session_id: client_session.client_session_id }',
  `    save:
      session_id: client_session.client_session_id
      token: { from: client_session.token, secret: true }`,
)
