/** Cases of web components: what a customer's page does with Seam's device table.
 * They are made in code: the call of a page is no call of the contract alone. */
import { readFileSync } from 'node:fs'
import type { Settings } from '../config/settings.ts'
import { findComponents } from '../drivers/components/package.ts'
import type { JsonObject } from '../model/contract.ts'
import type { Place } from '../model/problem.ts'
import type { Case, Scenario, Step } from '../model/scenario.ts'
import { isChosenBy } from './chosen.ts'

const file = 'src/cases/components.ts'
const ownTags = ['components', 'gate', 'nightly']

/** @param release of the components, such as `@seamapi/react@4.14.2`: it stands
 * where a scenario has its matrix row. */
export function componentCases(release: string): readonly Case[] {
  return [newUser(), givenDevices()].map((scenario) => ({
    id: scenario.id,
    title: `${scenario.title} [${release}]`,
    scenario,
    row: { components: release },
  }))
}

/** As scenarios are selected: by tag, and by title or id. */
export function selectComponents(
  settings: Pick<Settings, 'tags' | 'grep' | 'components'>,
): readonly Case[] {
  const { name } = findComponents(settings.components)
  return componentCases(name).filter(isChosenBy(settings))
}

/** The page makes its own session, with a publishable key. A session sees what it
 * was given, and this one was given nothing. */
function newUser(): Scenario {
  const id = 'components/new-user'
  const place = placeOf(id)
  return {
    ...head(id, 'a device table shows an empty list to a new user'),
    steps: [
      {
        ...stepOf('the page shows its devices', place),
        call: {
          path: '/devices/list',
          method: 'POST',
          credential: { kind: 'scheme', scheme: 'publishable_key' },
          body: { user_identifier_key: '${{ run.marker }}' },
        },
        expect: { devices: { $length: 0 } },
      },
    ],
  }
}

/** The backend makes the session with the API key, which never enters the page. */
function givenDevices(): Scenario {
  const id = 'components/given-devices'
  const place = placeOf(id)
  const backend = 'the backend creates a session'
  return {
    ...head(id, 'a device table shows the devices that a session was given'),
    steps: [
      {
        ...stepOf(backend, place),
        call: {
          path: '/client_sessions/create',
          method: 'POST',
          credential: { kind: 'default' },
          body: {
            user_identifier_key: '${{ run.marker }}',
            connected_account_ids: ['${{ target.connected_account_id }}'],
          },
        },
        saves: [
          {
            name: 'token',
            from: 'client_session.token',
            isSecret: true,
            place,
          },
        ],
      },
      {
        ...stepOf('the page shows its devices', place),
        after: backend,
        call: {
          path: '/devices/list',
          method: 'POST',
          credential: {
            kind: 'token',
            scheme: 'client_session',
            token: '${{ token }}',
          },
          body: {} satisfies JsonObject,
        },
      },
    ],
  }
}

function head(id: string, title: string): Omit<Scenario, 'steps'> {
  return {
    id,
    title,
    place: placeOf(id),
    owner: 'web-components',
    severity: 'critical',
    tags: ownTags,
    drivers: ['components'],
    rows: [],
    values: {},
  }
}

function stepOf(id: string, place: Place): Omit<Step, 'call'> {
  return { id, place, statuses: [200], isRefusalExpected: false, saves: [] }
}

/** The line above on which the case names itself. */
function placeOf(id: string): Place {
  const lines = readFileSync(new URL(import.meta.url), 'utf8').split('\n')
  const line = lines.findIndex((text) => text.includes(`'${id}'`)) + 1
  return { file, line, column: 3 }
}
