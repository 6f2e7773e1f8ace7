import { expect, test } from '@playwright/test'
import { urlOf } from '../../../src/transport/url.ts'

const host = 'https://connect.getseam.com'
const path = '/client_sessions/get'

for (const { title, endpoint, query, url } of [
  {
    title: 'without a query there is no question mark',
    endpoint: host,
    query: [],
    url: `${host}${path}`,
  },
  {
    title: 'a path prefix of the endpoint stays, and its final slash goes',
    endpoint: `${host}/staging/v1/`,
    query: [],
    url: `${host}/staging/v1${path}`,
  },
  {
    title: 'an IPv6 address keeps its brackets and its port',
    endpoint: 'http://[::1]:8080',
    query: [['a', '1']],
    url: `http://[::1]:8080${path}?a=1`,
  },
  {
    title: 'a repeated name is written each time, in its order',
    endpoint: host,
    query: [
      ['id', '2'],
      ['x', ''],
      ['id', '1'],
    ],
    url: `${host}${path}?id=2&x=&id=1`,
  },
  {
    title: 'what has a meaning in a query is encoded',
    endpoint: host,
    query: [['a b', "c'&d=$E#%+ü"]],
    url: `${host}${path}?a+b=c%27%26d%3D%24E%23%25%2B%C3%BC`,
  },
] as const) {
  test(title, () => {
    const built = urlOf(endpoint, { path, query })
    expect(built).toBe(url)
    expect(new URL(built).href).toBe(url)
    expect([...new URL(built).searchParams]).toEqual(query)
  })
}
