/** The catalogue of findings: what each code means, weighs and asks for. */

export type FindingClass =
  | 'breaking-drift'
  | 'expectation'
  | 'auth-bypass'
  | 'auth-regression'
  | 'additive-drift'
  | 'spec-gap'
  | 'latency'
  | 'credential'
  | 'outage'
  | 'scenario'

export type Entry = {
  readonly class: FindingClass
  /** What it says, for people. */
  readonly title: string
  /** What to do about it. */
  readonly hint: string
}

const entries = {
  'reply-missing': {
    class: 'outage',
    title: 'No reply arrived',
    hint: 'Check that the endpoint is up and reachable from here; run again before you call anyone.',
  },
  'reply-timed-out': {
    class: 'outage',
    title: 'The reply did not arrive in time',
    hint: 'The endpoint is slow or hangs; look at its status page, then run again.',
  },
  'tls-refused': {
    class: 'outage',
    title: 'The TLS certificate was not accepted',
    hint: 'Nothing was sent. Check the certificate and the host name; never switch verification off.',
  },
  'reply-too-large': {
    class: 'outage',
    title: 'The reply is larger than the limit',
    hint: 'Reading was stopped. Ask for the endpoint by hand, and see what it sends.',
  },
  'reply-cut-off': {
    class: 'outage',
    title: 'The reply ended before it was complete',
    hint: 'The connection was cut; a proxy or a restart may be at work. Run again.',
  },
  'server-error': {
    class: 'outage',
    title: 'The server failed',
    hint: 'Give the request id to the API team; run again to see whether it lasts.',
  },
  'edge-blocked': {
    class: 'outage',
    title: 'Something in front of the API answered in its place',
    hint: 'A firewall, proxy or challenge page replied. Check where the suite runs from and the endpoint.',
  },
  'rate-limited': {
    class: 'outage',
    title: 'Too many requests',
    hint: 'Wait, then run again with fewer at a time.',
  },
  'cors-preflight-refused': {
    class: 'breaking-drift',
    title: 'The browser asked before the call, and the answer forbids it',
    hint: "No page can make this call, whatever its credential. Let the reply to OPTIONS allow the page's origin, the method and every header that pages send.",
  },
  'cors-reply-unreadable': {
    class: 'breaking-drift',
    title: 'The reply came, and the browser keeps it from the page',
    hint: 'Send access-control-allow-origin with every reply, errors and refusals too: a page sees a failed network instead of them.',
  },
  'cors-credentials-for-all': {
    class: 'additive-drift',
    title: 'Credentials are allowed together with the origin *',
    hint: "Browsers refuse the pair to calls with credentials, as Seam's own client sends them. Name the origin that asks, or drop access-control-allow-credentials.",
  },
  'cors-closed-to-pages': {
    class: 'spec-gap',
    title: 'Pages are kept out before their credential is looked at',
    hint: 'Nothing is broken: no credential of a browser is meant for this operation. Whether it refuses one is judged without a browser.',
  },
  'request-id-unexposed': {
    class: 'spec-gap',
    title: 'The page may not read the request id',
    hint: 'It is sent, and no page can report it. Nothing documents that pages may: ask the API team to name it in access-control-expose-headers.',
  },
  'redirect-answered': {
    class: 'breaking-drift',
    title: 'A redirect was answered',
    hint: 'It was not followed, so no credential left for another host. Check the endpoint; the contract has no redirects.',
  },
  'credential-refused': {
    class: 'credential',
    title: "The monitor's own credential is refused everywhere",
    hint: 'Renew it, or correct it in the environment, then run again. Nothing that depends on it was judged.',
  },
  'credential-unaccepted': {
    class: 'auth-regression',
    title: 'A credential that must be accepted was refused',
    hint: 'The same credential works on another call. Compare the security of the operation in the contract with what changed.',
  },
  'refusal-missing': {
    class: 'auth-bypass',
    title: 'A credential that must be refused was accepted',
    hint: 'Treat as a security incident: tell the API team now, with the request id.',
  },
  'workspace-unexpected': {
    class: 'scenario',
    title: 'The key is of another workspace than SEAMWATCH_WORKSPACE_ID names',
    hint: 'Nothing was sent after it but what takes back what was made. Correct the key or SEAMWATCH_WORKSPACE_ID, then run again.',
  },
  'status-undocumented': {
    class: 'breaking-drift',
    title: 'The contract does not know this status',
    hint: 'A client generated from the contract cannot handle it. Fix the API, or document the status.',
  },
  'status-unexpected': {
    class: 'expectation',
    title: 'The contract allows this status, the scenario does not',
    hint: 'Read the error body; then decide whether the API or the scenario is wrong.',
  },
  'status-beyond-contract': {
    class: 'spec-gap',
    title: 'The scenario expects a status that the contract leaves out',
    hint: 'Nothing is broken. Ask the API team to document the status.',
  },
  'request-id-missing': {
    class: 'spec-gap',
    title: 'The reply names no request id',
    hint: 'Without the header seam-request-id nobody can look the call up. The SDKs read it, the contract does not mention it: ask the API team to send it again.',
  },
  'content-type-missing': {
    class: 'breaking-drift',
    title: 'The reply does not name its content type',
    hint: 'Clients that choose a parser by content type cannot read it. Send the documented content type.',
  },
  'content-type-undocumented': {
    class: 'breaking-drift',
    title: 'The content type is not the documented one',
    hint: 'Clients that choose a parser by content type cannot read it. Send the documented content type.',
  },
  'body-missing': {
    class: 'breaking-drift',
    title: 'The body is empty where the contract has one',
    hint: 'Clients that read the documented body fail here. Send it again, or document that there is none.',
  },
  'body-unreadable': {
    class: 'breaking-drift',
    title: 'The body is not JSON',
    hint: 'No client can parse it. Open the exchange in the report, and give its request id to the API team.',
  },
  'body-not-utf8': {
    class: 'breaking-drift',
    title: 'The body is not UTF-8',
    hint: 'Clients garble or reject it. Encode the reply as UTF-8: JSON that travels between systems must be (RFC 8259 §8.1).',
  },
  'body-key-duplicated': {
    class: 'breaking-drift',
    title: 'A property is sent twice',
    hint: 'Which of the two a client reads depends on its parser (RFC 8259 §4). Send it once.',
  },
  'body-required-missing': {
    class: 'breaking-drift',
    title: 'A required property is missing',
    hint: 'Typed clients read it without asking. Restore it, or make it optional in the contract.',
  },
  'body-type-wrong': {
    class: 'breaking-drift',
    title: 'A value has another type than documented',
    hint: 'Typed clients fail or misread it. Fix the API, or the contract.',
  },
  'body-null-unexpected': {
    class: 'breaking-drift',
    title: 'A value is null and the contract does not allow it',
    hint: 'Make the property nullable in the contract, or send a value.',
  },
  'body-format-wrong': {
    class: 'breaking-drift',
    title: 'A value does not have the documented format',
    hint: 'Clients that parse it (dates, uuids) fail. Fix the API, or the contract.',
  },
  'body-enum-unknown': {
    class: 'breaking-drift',
    title: 'A value is not among the documented ones',
    hint: 'Clients that switch over the values miss it. Document the value.',
  },
  'body-constraint-broken': {
    class: 'breaking-drift',
    title: 'A value breaks a documented limit',
    hint: 'Clients that rely on the limit misbehave. Fix the value, or change the limit in the contract.',
  },
  'body-variant-unmatched': {
    class: 'breaking-drift',
    title: 'A value matches none of the documented variants',
    hint: 'Clients cannot tell what it is. Fix the value, or document the variant.',
  },
  'body-property-undocumented': {
    class: 'additive-drift',
    title: 'A property is sent that the contract does not document',
    hint: 'Harmless to most clients. Document it, or stop sending it.',
  },
  'body-undocumented': {
    class: 'additive-drift',
    title: 'A body arrived where the contract documents none',
    hint: 'It was not judged. Document it, or stop sending it.',
  },
  'schema-uncompilable': {
    class: 'scenario',
    title: 'The schema in the contract cannot be used',
    hint: 'Nothing was judged against it. Pull the contract again, or mend the schema at its source.',
  },
  'expectation-unmet': {
    class: 'expectation',
    title:
      'The reply is within the contract but not what the scenario requires',
    hint: 'Read the step in the scenario; then decide whether the API or the scenario is wrong.',
  },
  'error-content-type-wrong': {
    class: 'expectation',
    title: 'An error is not sent as JSON',
    hint: 'Clients then show it as a failure without type or message. Send it as application/json, or find what answers in front of the API.',
  },
  'error-shape-wrong': {
    class: 'expectation',
    title: 'An error does not have the shape that clients read',
    hint: 'Programs tell errors apart by error.type and show error.message. schemas/error-body.json holds the shape and who reads it.',
  },
  'error-trace-shown': {
    class: 'expectation',
    title: 'An error shows a stack trace',
    hint: "It tells strangers how the server is built. Keep it in the server's own log, under the request id.",
  },
  'error-credential-echoed': {
    class: 'expectation',
    title: 'An error repeats the credential that was sent',
    hint: 'It ends up in the logs of clients and proxies. Take it out of the message, and renew credentials that were sent back.',
  },
  'capture-missing': {
    class: 'expectation',
    title: 'A value that later steps need is not in the reply',
    hint: 'See whether the API stopped sending it or the scenario names it wrongly; the steps that need it were not judged.',
  },
  'undo-failed': {
    class: 'expectation',
    title: 'What the run made was not taken away',
    hint: 'Delete does not do its work: tell the API team. The session stays in the cleanup ledger: the next run tries again, and so does npx seamwatch sweep.',
  },
  'undo-unclear': {
    class: 'outage',
    title: 'Nobody can tell whether what the run made is gone',
    hint: 'It stays in the cleanup ledger: the next run looks again. To look now, use npx seamwatch sweep.',
  },
  'latency-over-budget': {
    class: 'latency',
    title: 'The reply took longer than the scenario allows',
    hint: 'Run again; if it lasts, show the API team the times.',
  },
  'component-view-wrong': {
    class: 'expectation',
    title: 'A web component does not show what the API sent',
    hint: "Look at the screenshot and the console of the page; where every reply is as documented, the component's release is at fault.",
  },
  'component-asks-elsewhere': {
    class: 'additive-drift',
    title: 'A web component asks a host that is not the API',
    hint: 'It was blocked. See what this release fetches there, and whether customers were told.',
  },
} as const satisfies Record<string, Entry>

export type FindingCode = keyof typeof entries

export const catalog: Readonly<Record<FindingCode, Entry>> = entries

export function classOf(code: FindingCode): FindingClass {
  return catalog[code].class
}

/** What a finding of each class does to a run. */
export type Effect = 'fails' | 'inconclusive' | 'usage-error' | 'listed'

export const effects: Readonly<Record<FindingClass, Effect>> = {
  'auth-bypass': 'fails',
  'breaking-drift': 'fails',
  'auth-regression': 'fails',
  expectation: 'fails',
  latency: 'fails',
  scenario: 'usage-error',
  credential: 'inconclusive',
  outage: 'inconclusive',
  'spec-gap': 'listed',
  'additive-drift': 'listed',
}
