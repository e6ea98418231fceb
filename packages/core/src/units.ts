/** Probability in [0, 1]. */
export type Probability = number;

/** Milliseconds since 1970-01-01T00:00:00Z, of the clock that the caller names. */
export type EpochMs = number;

/** Days, fractional. */
export type Days = number;

/** A calendar day of some time zone as `YYYY-MM-DD`. */
export type LocalDay = string;

export const DAY_MS = 86_400_000;
