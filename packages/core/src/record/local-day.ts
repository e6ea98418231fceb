import type { EpochMs, LocalDay } from "../units.ts";

/** Making a formatter costs about 50 microseconds; there are some 400 zones, so all of them may stay. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  formatters.set(timeZone, made);
  return made;
}

/**
 * The calendar day of an instant in an IANA time zone, such as `2026-11-23`.
 *
 * @throws RangeError for a name that is no time zone
 */
export function localDay(at: EpochMs, timeZone: string): LocalDay {
  return formatter(timeZone).format(new Date(at));
}

/** The day before, whatever the month or year. */
export function previousDay(day: LocalDay): LocalDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
