import type { EpochMs, LocalDay } from "../units.ts";

/**
 * Making a formatter costs about 50 microseconds and 27 kB. Names come from outside and have as many spellings as there
 * are ways to capitalise them, so one is kept for each zone, and there are some 600 of those.
 */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Names begin with a letter; offsets such as `+05:30`, of which there are thousands, are no zones. */
const ZONE_NAME = /^[a-z][a-z\d/_+-]{0,63}$/;

function formatter(timeZone: string): Intl.DateTimeFormat {
  const name = timeZone.toLowerCase();
  const known = formatters.get(name);
  if (known !== undefined) return known;
  if (!ZONE_NAME.test(name)) throw new RangeError("not the name of a time zone");
  const options = { timeZone: name, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const made = new Intl.DateTimeFormat("en-CA", options);
  formatters.set(name, made);
  return made;
}

/** Whether this is the name of an IANA time zone, such as `Africa/Kigali`, in any case. */
export function isTimeZone(name: string): boolean {
  try {
    formatter(name);
    return true;
  } catch {
    return false;
  }
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

/**
 * An instant of a local day: noon in Greenwich, or six hours earlier where that is tomorrow already (Tonga, Kiribati).
 *
 * @throws RangeError for a name that is no time zone
 */
export function instantOf(day: LocalDay, timeZone: string): EpochMs {
  const noon = Date.parse(`${day}T12:00:00Z`);
  return localDay(noon, timeZone) === day ? noon : noon - 6 * 3_600_000;
}
