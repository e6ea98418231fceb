const BROWSERS = [
  ["Edge", /Edg\//],
  ["Opera", /OPR\//],
  ["Samsung Internet", /SamsungBrowser\//],
  ["Firefox", /Firefox\/|FxiOS\//],
  ["Chrome", /Chrome\/|CriOS\//],
  ["Safari", /Safari\//],
] as const;

const SYSTEMS = [
  ["Android", /Android/],
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Windows", /Windows/],
  ["macOS", /Mac OS X/],
  ["Linux", /Linux/],
] as const;

const nameOf = (names: readonly (readonly [string, RegExp])[], text: string) =>
  names.find(([, pattern]) => pattern.test(text))?.[0];

/** What a person calls the device of a User-Agent header, such as `Chrome · Android`; `null` where nothing is known. */
export function deviceName(userAgent: string | null): string | null {
  const text = userAgent ?? "";
  const parts = [nameOf(BROWSERS, text), nameOf(SYSTEMS, text)].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(" · ");
}
