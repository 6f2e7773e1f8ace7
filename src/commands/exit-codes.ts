/** What the exit codes of the commands mean, as their help says it. */

export const exitCodes = `
Exit codes: 0 passed, 1 failed: the API was judged and is wrong,
            2 wrong input, nothing matched, or an internal error,
            3 inconclusive: an outage, or a credential that is rejected`

export const statusCodes = `
Exit codes: 0 fresh, and nothing is open that pages, 1 something is open,
            2 wrong input or an internal error,
            3 stale, or no run has judged the target yet`

export const notifyCodes = `
Exit codes: 0 nothing waits any more, 1 a channel did not take all,
            2 wrong input or an internal error,
            3 a run of the monitor holds the store`

export const mergeCodes = `
Exit codes: 0 passed, 1 failed: the API was judged and is wrong,
            2 wrong input, not the shards of one run, or an internal error,
            3 inconclusive: a shard is missing or did not end, or as of a run`

export const sweepCodes = `
Exit codes: 0 nothing is left, 1 a session could not be deleted,
            2 wrong input or an internal error,
            3 unknown: an outage, or no credential`

export const auditCodes = `
Exit codes: 0 no secret, 1 a secret, 2 no file, or an internal error`

export const reviewCodes = `
Exit codes: 0 nothing breaks, 1 something does,
            2 wrong input or an internal error,
            3 a part cannot be compared, and nothing else breaks`

export const judgeCodes = `
Exit codes: 0 passed, 1 failed: the API does not follow the contract,
            2 wrong input or an internal error,
            3 nothing could be judged, or an outage`

export const gateCodes = `
Exit codes: 0 yes, 1 no, 2 wrong input or an internal error,
            3 inconclusive: a part could not be judged`

export const compareCodes = `
Exit codes: 0 all were tried, 2 wrong input or an internal error,
            3 a part could not be tried`
