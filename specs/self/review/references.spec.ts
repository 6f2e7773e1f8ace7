/** A contract that leads nowhere ends a review with exit code 2 and the place. */
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { shownPath } from '../../../src/model/shown-path.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import type { Draft } from './reviewed.ts'
import { synthetic } from './synthetic.ts'

const get = (draft: Draft) => draft.paths['/shapes/{id}'].get

/** Both files; the place is that of the only `$ref` with the word `lost`. */
function reviewOf(change: (draft: Draft) => void) {
  const fresh = synthetic()
  change(fresh)
  const text = JSON.stringify(fresh, null, 2)
  const lines = text.split('\n')
  const line =
    lines.findIndex(
      (one) => one.includes('lost"') || one.includes('lost.json'),
    ) + 1
  const column = (lines[line - 1]?.indexOf('"') ?? 0) + 1
  const folder = folderWith({
    'old.json': JSON.stringify(synthetic()),
    'new.json': text,
  })
  const file = join(folder, 'new.json')
  const args = ['review', join(folder, 'old.json'), file]
  return { args, place: `${shownPath(file)}:${line}:${column}: ` }
}

const lost = { $ref: '#/components/schemas/lost' }

const usualHint = 'correct it, or give another contract: '

const cases: readonly {
  readonly title: string
  readonly change: (draft: Draft) => void
  readonly fact: string
  readonly hint?: string
}[] = [
  {
    title: 'a response without a target',
    change: (draft) => {
      get(draft).responses['404'] = { $ref: '#/components/responses/lost' }
    },
    fact: 'it refers to "#/components/responses/lost", which does not exist',
  },
  {
    title: 'a parameter without a target',
    change: (draft) => {
      get(draft).parameters.push({ $ref: '#/components/parameters/lost' })
    },
    fact: 'it refers to "#/components/parameters/lost", which does not exist',
  },
  {
    title: 'a schema deep in a response without a target',
    change: (draft) => {
      draft.components.schemas.base.properties.label.items = lost
    },
    fact: 'it refers to "#/components/schemas/lost", which does not exist',
  },
  {
    title: 'a property named example without a target',
    change: (draft) => {
      draft.components.schemas.base.properties.example = lost
    },
    fact: 'it refers to "#/components/schemas/lost", which does not exist',
  },
  {
    title: 'another document',
    change: (draft) => {
      draft.components.schemas.base.properties.label = { $ref: 'lost.json#/a' }
    },
    fact: '$ref "lost.json#/a" is outside the document',
    hint: 'put all that it refers to into one document first',
  },
  {
    title: 'references in a circle',
    change: (draft) => {
      draft.components.schemas.base.properties.label = lost
      draft.components.schemas.lost = lost
    },
    fact: 'form a cycle',
  },
]

for (const { title, change, fact, hint = usualHint } of cases)
  test(`${title}: exit code 2 with file, line and column`, async () => {
    const { args, place } = reviewOf(change)
    const { exitCode, printed } = await seamwatch({ args })
    expect(printed).toContain(`${place}the contract is broken: `)
    expect(printed).toContain(fact)
    expect(printed).toContain(`→ ${hint}`)
    expect(exitCode).toBe(2)
  })

test('what an example says is data, not a reference', async () => {
  const { args } = reviewOf((draft) => {
    draft.components.schemas.base.properties.label.example = lost
  })
  expect((await seamwatch({ args })).exitCode).toBe(0)
})

for (const url of ['ftp://host.example/a.json', 'file:///a.json'])
  test(`${url} is no source: the message says which are`, async () => {
    const { exitCode, printed } = await seamwatch({ args: ['review', url] })
    expect(printed).toContain(
      `"${url}": expected a URL of http or https, received one of ${url.split(':')[0]}`,
    )
    expect(exitCode).toBe(2)
  })

test('--timeout ends the wait for a URL that sends without end', async () => {
  const server = createServer((_, response) => {
    response.write(' ')
    const timer = setInterval(() => response.write(' '), 50)
    response.on('close', () => clearInterval(timer))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = Object(server.address())
  const url = `http://127.0.0.1:${port}/`
  const args = ['review', url, '--timeout', '400']
  const { exitCode, printed } = await seamwatch({ args })
  server.closeAllConnections()
  server.close()
  expect(printed).toContain(`"${url}" did not answer within 0.4 s`)
  expect(exitCode).toBe(2)
})
