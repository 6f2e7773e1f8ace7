/** A small contract for the tests of scenarios. */
import type { Contract, Operation } from '../../../src/model/contract.ts'
import type { Method } from '../../../src/model/exchange.ts'

const keys = ['api_key', 'pat_with_workspace']

export const contract: Contract = contractOf([
  operation('POST /client_sessions/create', 'user_identifier_key customer_key'),
  operation('PUT /client_sessions/create', 'user_identifier_key customer_key'),
  operation('GET /client_sessions/get', 'client_session_id', [
    ...keys,
    'client_session',
  ]),
  operation('POST /client_sessions/get', 'client_session_id', [
    ...keys,
    'client_session',
  ]),
  operation('DELETE /client_sessions/delete', 'client_session_id!'),
  operation('POST /client_sessions/delete', 'client_session_id!'),
  operation('GET /health/get', ''),
  operation('PUT /devices/update', 'name'),
  operation('PATCH /devices/update', 'name'),
])

function contractOf(operations: readonly Operation[]): Contract {
  return {
    source: 'test',
    file: 'schemas/test.json',
    text: '',
    document: {},
    operations: new Map(operations.map((one) => [one.key, one])),
  }
}

/** `!` marks a required parameter. */
function operation(
  key: Operation['key'],
  parameters: string,
  security: readonly string[] = keys,
): Operation {
  const [method, path = ''] = key.split(' ') as [Method, string] // by its type
  return {
    key,
    method,
    path,
    pointer: '',
    parametersIn: method === 'GET' || method === 'DELETE' ? 'query' : 'body',
    parameters: parameters
      .split(' ')
      .filter((name) => name !== '')
      .map((name) => ({
        name: name.replace('!', ''),
        isRequired: name.endsWith('!'),
        schema: { type: 'string' },
      })),
    security,
    responses: [],
  }
}
