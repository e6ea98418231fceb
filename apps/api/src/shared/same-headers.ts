/** Headers that differ from answer to answer: these are made, the others are as the long way gave them. */
const OF_ONE_ANSWER = new Set([
  "x-request-id",
  "ratelimit",
  "ratelimit-policy",
  "retry-after",
  "etag",
  "content-length",
  "date",
]);

/** Names and values in turn, of those that any answer like this one has; `null` when there is one that must not be said again. */
export function sameHeaders(headers: Readonly<Record<string, unknown>>): string[] | null {
  const same: string[] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (OF_ONE_ANSWER.has(name)) continue;
    if (typeof value !== "string" || name === "set-cookie") return null;
    same.push(name, value);
  }
  return same;
}
