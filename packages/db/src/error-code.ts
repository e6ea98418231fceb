const CAUSES_MAX = 5;

function* causesOf(error: unknown): Generator<Error> {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < CAUSES_MAX;
    current = current.cause, depth += 1
  ) {
    yield current;
  }
}

/** PostgreSQL's SQLSTATE or the driver's code, of an error or of what caused it; `null` where there is none. */
export function errorCode(error: unknown): string | null {
  for (const one of causesOf(error)) {
    if ("code" in one && typeof one.code === "string") return one.code;
  }
  return null;
}

/** Whether an error, or one of what caused it, is so. */
export function someCause(error: unknown, is: (one: Error) => boolean): boolean {
  for (const one of causesOf(error)) if (is(one)) return true;
  return false;
}
