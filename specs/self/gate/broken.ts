/** Broken packages: small patches of a published release, each with the finding
 * that must notice it. */
import type { Patch } from '../drivers/sdk/releases.ts'

export type Broken = {
  /** For people: what the patch breaks. */
  readonly what: string
  readonly patches: readonly Patch[]
  /** What is put in both, the release and the one before it. */
  readonly base?: readonly Patch[]
  /** The condition under which it shows; `success` by default. */
  readonly condition?: string
  /** Only where no call settles, however long it may take. */
  readonly settleMs?: number
  readonly code: string
}

const request = 'lib/seam-http-request.js'
const routes = 'lib/routes/client-sessions/client-sessions.js'
const errors = 'lib/seam-http-error.js'
const interceptor = 'lib/error-interceptor.js'
const client = 'lib/client.js'
const auth = 'lib/auth.js'

/** Of grant_access. */
const returnsNothing =
  "'user_identity_ids',\n            ],\n            responseKey: undefined,"
const returnsSession = returnsNothing.replace('undefined', "'client_session'")

/** In place of the value that the SDK returns. */
const value = (code: string): readonly Patch[] => [
  [request, '        return data;\n    }', `        ${code}\n    }`],
]
/** Before each request. */
const before = (code: string): readonly Patch[] => [
  [request, 'async #execute() {', `async #execute() {\n${code}`],
]
/** In place of the body of the request. */
const body = (code: string): readonly Patch[] => [
  [request, 'data: this.body,', `data: this.body && ${code},`],
]
const one = (patch: Patch): readonly Patch[] => [patch]

export const broken: readonly Broken[] = [
  {
    what: 'the value loses a property',
    patches: value('if (data) delete data.token; return data;'),
    code: 'sdk-value-lost',
  },
  {
    what: 'a list loses its first element',
    patches: value('return Array.isArray(data) ? data.slice(1) : data;'),
    code: 'sdk-value-lost',
  },
  {
    what: 'no value is returned',
    patches: value('return undefined;'),
    code: 'sdk-value-lost',
  },
  {
    what: 'a date loses its microseconds',
    patches: value(
      'if (data?.created_at) data.created_at = new Date(data.created_at).toISOString(); return data;',
    ),
    code: 'sdk-value-changed',
  },
  {
    what: 'a date becomes an object',
    patches: value(
      'if (data?.created_at) data.created_at = new Date(data.created_at); return data;',
    ),
    code: 'sdk-value-changed',
  },
  {
    what: 'null becomes an empty text',
    patches: value(
      "if (data?.user_identifier_key === null) data.user_identifier_key = ''; return data;",
    ),
    code: 'sdk-value-changed',
  },
  {
    what: 'the value gains a property',
    patches: value('return { ...data, sdk: true };'),
    code: 'sdk-value-changed',
  },
  {
    what: 'a property that the SDK does not know is dropped',
    patches: value('if (data) delete data.color; return data;'),
    condition: 'new-property',
    code: 'sdk-property-dropped',
  },
  {
    what: 'a parameter is not sent',
    patches: body('{ ...this.body, connect_webview_ids: undefined }'),
    code: 'sdk-parameter-lost',
  },
  {
    what: 'a parameter is sent with another value',
    patches: body("{ ...this.body, client_session_id: 'x' }"),
    code: 'sdk-parameter-changed',
  },
  {
    what: 'a parameter is sent that the caller did not give',
    patches: body("{ ...this.body, user_identity_id: 'x' }"),
    code: 'sdk-parameter-added',
  },
  {
    what: 'a parameter is sent that the contract does not have',
    patches: body("{ ...this.body, trace: 'x' }"),
    code: 'sdk-parameter-undocumented',
  },
  {
    what: 'revoke deletes',
    patches: one([
      routes,
      "pathname: '/client_sessions/revoke'",
      "pathname: '/client_sessions/delete'",
    ]),
    code: 'sdk-operation-wrong',
  },
  {
    what: 'a method of HTTP is used that the contract does not have',
    patches: one([routes, "method: 'PUT'", "method: 'PATCH'"]),
    code: 'sdk-call-undocumented',
  },
  {
    what: 'a call returns without a request',
    patches: before("if (this.pathname.endsWith('/revoke')) return undefined;"),
    code: 'sdk-call-missing',
  },
  {
    what: 'a method is renamed',
    patches: one([routes, 'revoke(parameters', 'revokeSession(parameters']),
    code: 'sdk-method-missing',
  },
  {
    what: 'the credential is not sent',
    patches: one([auth, 'authorization: `Bearer ${apiKey}`,', '']),
    code: 'sdk-credential-incomplete',
  },
  {
    what: 'the credential is sent in another form',
    patches: one([auth, '`Bearer ${apiKey}`', '`Token ${apiKey}`']),
    code: 'sdk-credential-changed',
  },
  {
    what: 'all clients share the credential of the first',
    patches: one([
      auth,
      'const getAuthHeadersForApiKey = ({ apiKey, }) => {',
      'let first;\nconst getAuthHeadersForApiKey = ({ apiKey, }) => {\napiKey = first ??= apiKey;',
    ]),
    code: 'sdk-credential-crossed',
  },
  {
    what: 'the credential is sent in another header, too',
    patches: one([
      auth,
      'authorization: `Bearer ${apiKey}`',
      "authorization: `Bearer ${apiKey}`, 'x-key': apiKey",
    ]),
    code: 'sdk-credential-misplaced',
  },
  {
    what: 'the credential is sent in the query, too',
    patches: one([
      'lib/seam-http-request.js',
      'params: this.params,',
      'params: { ...this.params, api_key: String(client.defaults.headers.authorization).slice(7) },',
    ]),
    code: 'sdk-credential-misplaced',
  },
  {
    what: 'the credential follows a redirect to another host',
    patches: one([
      auth,
      'authorization: `Bearer ${apiKey}`',
      "authorization: `Bearer ${apiKey}`, 'x-key': apiKey",
    ]),
    condition: 'redirect',
    code: 'sdk-credential-sent-elsewhere',
  },
  {
    what: 'the options are printed',
    patches: one([
      client,
      'export const createClient = (options) => {',
      'export const createClient = (options) => {\nconsole.log(options);',
    ]),
    code: 'sdk-credential-shown',
  },
  {
    what: 'a line is printed for each client',
    patches: one([
      client,
      'export const createClient = (options) => {',
      "export const createClient = (options) => {\nconsole.log('hello');",
    ]),
    code: 'sdk-output-unasked',
  },
  {
    what: 'the version is one that the build has forgotten',
    patches: one(['lib/version.js', '2.32.0', '0.0.0']),
    code: 'sdk-version-misreported',
  },
  {
    what: 'grant_access returns nothing',
    base: one([routes, returnsNothing, returnsSession]),
    patches: one([routes, returnsSession, returnsNothing]),
    code: 'sdk-value-unreturned',
  },
  {
    what: 'the error for an unusable response is of no class of its own',
    patches: one([
      request,
      'throw new SeamHttpInvalidResponseError(',
      'throw new TypeError(',
    ]),
    condition: 'page',
    code: 'sdk-error-untyped',
  },
  {
    what: 'the message of an error quotes the headers',
    patches: one([
      errors,
      'super(message, options);\n        this.name = this.constructor.name;\n        this.code = type;\n        this.statusCode = statusCode;',
      'super(message + JSON.stringify(options.cause?.config?.headers), options);\n        this.name = this.constructor.name;\n        this.code = type;\n        this.statusCode = statusCode;',
    ]),
    condition: 'not-found',
    code: 'sdk-credential-shown',
  },
  {
    what: 'each call is counted at another host',
    patches: before(
      "await fetch('https://metrics.example.org/').catch(() => {});",
    ),
    code: 'sdk-asks-elsewhere',
  },
  {
    what: 'the object of the caller loses its key',
    patches: one([
      routes,
      'body: parameters,',
      'body: { ...parameters, ...(delete parameters?.user_identifier_key, {}) },',
    ]),
    code: 'sdk-arguments-changed',
  },
  {
    what: 'each call starts a process that stays',
    patches: before(
      "try { (await import('node:child_process')).spawn('sleep', ['86412'], { detached: true, stdio: 'ignore' }).unref() } catch {}",
    ),
    code: 'sdk-process-started',
  },
  {
    what: 'each call reads the environment of its parent',
    patches: before(
      "try { (await import('node:fs')).readFileSync(`/proc/${process.ppid}/environ`) } catch {}",
    ),
    code: 'sdk-file-used',
  },
  {
    what: 'an error of the API is swallowed',
    patches: one([
      interceptor,
      'throw new SeamHttpApiError(...args);',
      'return { data: { client_session: null, client_sessions: [] } };',
    ]),
    condition: 'not-found',
    code: 'sdk-refusal-swallowed',
  },
  {
    what: 'a lost connection is swallowed',
    patches: one([
      interceptor,
      '    if (status == null)\n        throw err;',
      '    if (status == null)\n        return { data: { client_session: null, client_sessions: [] } };',
    ]),
    condition: 'lost',
    code: 'sdk-refusal-swallowed',
  },
  {
    what: 'a success throws',
    patches: value('throw new TypeError(String(data));'),
    code: 'sdk-success-thrown',
  },
  {
    what: 'an error has no class of its own',
    patches: one([
      interceptor,
      'throw new SeamHttpApiError(...args);',
      'throw new Error(type);',
    ]),
    condition: 'not-found',
    code: 'sdk-error-class-wrong',
  },
  {
    what: 'a rejected credential is like any other error',
    patches: one([interceptor, 'status === 401', 'status === 499']),
    condition: 'rejected',
    code: 'sdk-error-class-wrong',
  },
  {
    what: 'an error does not have the type that the API sent',
    patches: one([errors, 'this.code = type;', "this.code = 'error';"]),
    condition: 'not-found',
    code: 'sdk-error-code-lost',
  },
  {
    what: 'an error has another status',
    patches: one([
      errors,
      'this.statusCode = statusCode;',
      'this.statusCode = 500;',
    ]),
    condition: 'not-found',
    code: 'sdk-error-status-wrong',
  },
  {
    what: 'an error does not have the request id',
    patches: one([interceptor, "'seam-request-id'", "'x-request-id'"]),
    condition: 'not-found',
    code: 'sdk-request-id-lost',
  },
  {
    what: 'an error does not say which parameter is wrong',
    patches: one([errors, '?._errors ?? []', '?.messages ?? []']),
    condition: 'invalid',
    code: 'sdk-error-fields-lost',
  },
  {
    what: 'every request is sent again after a lost response',
    patches: one([
      client,
      'retryCondition: isIdempotentRequestError',
      'retryCondition: () => true',
    ]),
    condition: 'lost-once',
    code: 'sdk-call-repeated',
  },
  {
    what: 'a request is sent eight times',
    patches: [
      [client, 'retries: 2', 'retries: 7'],
      [client, 'retryDelay: exponentialDelay', 'retryDelay: () => 1'],
    ],
    condition: 'server-error',
    code: 'sdk-call-repeated',
  },
  {
    what: 'Retry-After is ignored',
    patches: one([
      client,
      'retryDelay: exponentialDelay',
      'retryDelay: () => 1',
    ]),
    condition: 'rate-limited',
    code: 'sdk-wait-ignored',
  },
  {
    what: 'a call ends the process',
    patches: before("if (this.pathname.endsWith('/revoke')) process.exit(3);"),
    code: 'sdk-process-ended',
  },
  {
    what: 'a promise is rejected that no code waits for',
    patches: before(
      "if (this.pathname.endsWith('/revoke')) void Promise.reject(new Error('late'));",
    ),
    code: 'sdk-process-ended',
  },
  {
    what: 'a call never settles',
    patches: before('await new Promise(() => {});'),
    settleMs: 500,
    code: 'sdk-call-unsettled',
  },
  {
    what: 'there is no time-out',
    base: one([client, '30_000', '500']),
    patches: one([client, 'timeout: options.timeout ?? defaultTimeout,', '']),
    condition: 'no-reply',
    code: 'sdk-timeout-missing',
  },
  {
    what: 'a success without its value is taken as it is',
    patches: one([
      request,
      'if (!(responseKey in response)) {',
      'if (false) {',
    ]),
    condition: 'without-key',
    code: 'sdk-success-unchecked',
  },
]
