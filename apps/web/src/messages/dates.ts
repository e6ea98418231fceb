/** French counts the first of a month, and only that: le 1er décembre, le 2 décembre. */
const FIRST: Intl.DateTimeFormatPart = { type: "day", value: "1er" };

const text = (parts: readonly Intl.DateTimeFormatPart[]) => parts.map(({ value }) => value).join("");

/** A moment as it is written where the reader is. */
export function momentFormat(
  locale: string,
  options: Intl.DateTimeFormatOptions,
): (at: string | number | Date) => string {
  const format = new Intl.DateTimeFormat(locale, options);
  if (!locale.startsWith("fr")) return (at) => format.format(new Date(at));
  return (at) => {
    const parts = format.formatToParts(new Date(at));
    // In figures alone the month is one, too: 01/12/2026.
    const isInWords = parts.some(({ type, value }) => type === "month" && !/^\d+$/.test(value));
    if (!isInWords) return text(parts);
    return text(parts.map((part) => (part.type === "day" && part.value === "1" ? FIRST : part)));
  };
}

/** A calendar day (`YYYY-MM-DD`) as it is written; it has no time zone of its own. */
export function dayFormat(locale: string, options: Intl.DateTimeFormatOptions): (day: string) => string {
  const format = momentFormat(locale, { ...options, timeZone: "UTC" });
  return (day) => format(`${day}T00:00:00Z`);
}
