const CAUSES_MAX = 5;

/** PostgreSQL's SQLSTATE or the driver's code, of an error or of what caused it; `null` where there is none. */
export function errorCode(error: unknown): string | null {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < CAUSES_MAX;
    current = current.cause, depth += 1
  ) {
    if ("code" in current && typeof current.code === "string") return current.code;
  }
  return null;
}
