/**
 * Of what crosses the wire. It is raised only by a change that clients built before cannot bear; these are then told
 * CLIENT_TOO_OLD. Anything added leaves it as it is (`pnpm contract`, docs/decisions/0028).
 */
export const CONTRACT_VERSION = 1;

/** The header in which a client says the version that it was built for; whoever sends none is served. */
export const CONTRACT_HEADER = "x-contract-version";
