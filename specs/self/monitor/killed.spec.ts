/** A monitor that is killed between the end of its run and its last delivery:
 * each notice arrives, under one id. */
import { expect, test } from '@playwright/test'
import { bypass, drift, monitor } from './watched.ts'

test.describe.configure({ timeout: 300_000 })

const slack = '  - { kind: slack, url: "${{ env.SLACK_URL }}" }\n'

/** Two causes, two channels: the requests after the first ping. */
for (const at of [1, 2, 3, 4, 5]) {
  for (const when of ['before', 'after'] as const) {
    test(`killed ${when} the response to request ${at} after its run, it loses and doubles nothing`, async () => {
      const { night, nightOf, receiver, close } = await monitor(
        undefined,
        slack,
      )
      const taken: { readonly path: string; readonly id: string }[] = []
      let seen = 0
      const killed = nightOf({ ...bypass, ...drift })
      receiver.answers(({ path, body }) => {
        if (path.includes('/heartbeat/start')) return {}
        seen += 1
        if (seen === at && when === 'before') {
          killed.kill('SIGKILL')
          return { fault: 'before' }
        }
        if (seen === at) killed.kill('SIGKILL')
        if (path === '/hook') taken.push({ path, id: body.id })
        if (path === '/slack') taken.push({ path, id: idIn(body) })
        return {}
      })
      // After its last ping it may have ended by itself.
      const { signal } = await killed.ended
      expect(at === 5 ? ['SIGKILL', null] : ['SIGKILL']).toContain(signal)
      receiver.answers(({ path, body }) => {
        if (path === '/hook') taken.push({ path, id: body.id })
        if (path === '/slack') taken.push({ path, id: idIn(body) })
        return {}
      })
      const next = await night({ ...bypass, ...drift })
      expect(
        next.payloads.filter(({ kind }) => kind === 'opened').length,
        next.printed,
      ).toBeLessThanOrEqual(2)
      const opened = taken.filter(({ path }) => path === '/hook')
      const ids = new Set(opened.map(({ id }) => id))
      // Two causes; and that the run was missed, unless its last ping came.
      expect([2, 3]).toContain(ids.size)
      const again = await night({ ...bypass, ...drift })
      expect(again.notices).toEqual([])
      expect(receiver.received.filter(({ path }) => path === '/slack')).toEqual(
        [],
      )
      const onSlack = new Set(
        taken.filter(({ path }) => path === '/slack').map(({ id }) => id),
      )
      expect([2, 3]).toContain(onSlack.size)
      await close()
    })
  }
}

/** The last line of a message names the notice. */
function idIn(body: unknown): string {
  return /notice: (\w{8})/.exec(JSON.stringify(body))?.[1] ?? ''
}
