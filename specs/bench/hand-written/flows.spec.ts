import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import type { APIRequestContext } from '@playwright/test'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'

const { SEAM_ENDPOINT, SEAM_API_KEY, BENCH_FLOWS } = process.env
const { paths, components } = JSON.parse(
  readFileSync('schemas/client-sessions.json', 'utf8'),
)
const ajv = new Ajv({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema({ $id: 'contract', components })

function judgeOf(path: string) {
  const { schema } =
    paths[path].post.responses['200'].content['application/json']
  const local = JSON.stringify(schema).replaceAll('"#/', '"contract#/')
  return ajv.compile(JSON.parse(local))
}

const judges = new Map(
  ['create', 'get', 'grant_access'].map((name) => [
    name,
    judgeOf(`/client_sessions/${name}`),
  ]),
)

async function call(
  request: APIRequestContext,
  {
    name,
    token,
    data,
  }: {
    readonly name: string
    readonly token: string | undefined
    readonly data: object
  },
) {
  return test.step(name, async () => {
    const response = await request.post(
      `${SEAM_ENDPOINT}/client_sessions/${name}`,
      { headers: { authorization: `Bearer ${token}` }, data },
    )
    expect(response.status()).toBe(200)
    const body = await response.json()
    const judge = judges.get(name)
    expect(judge?.(body), JSON.stringify(judge?.errors)).toBe(true)
    await test.info().attach(name, {
      contentType: 'application/json',
      body: JSON.stringify(body),
    })
    return body
  })
}

for (let at = 0; at < Number(BENCH_FLOWS); at += 1) {
  test(`flow ${at}`, async ({ request }) => {
    const user_identifier_key = `bench-${at}-${Math.random()}`
    const { client_session } = await call(request, {
      name: 'create',
      token: SEAM_API_KEY,
      data: { user_identifier_key },
    })
    const { client_session_id, token } = client_session
    const got = await call(request, { name: 'get', token, data: {} })
    expect(got.client_session.client_session_id).toBe(client_session_id)
    await call(request, {
      name: 'grant_access',
      token: SEAM_API_KEY,
      data: {
        client_session_id,
        connected_account_ids: [process.env.BENCH_ACCOUNT],
      },
    })
  })
}
