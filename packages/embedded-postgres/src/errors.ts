/** PostgreSQL could not be run here. The message is one line that names the thing and says what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";
}

/** The code of an operating system error (`ENOENT`, …), or undefined for any other value. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The folder in which a cluster is to live, and the environment variable by which its place is chosen. */
export interface Place {
  readonly folder: string;
  readonly variable: "DATA_DIR" | "TMPDIR";
}

/** Says in one line why a place cannot hold a cluster, from the error that using it gave. */
export function placeError(place: Place, error: unknown): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  return new EmbeddedPostgresError(`${place.variable}: ${complaint(place.folder, error)}`, { cause: error });
}

function complaint(folder: string, error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const code = errorCode(error);
  if (error instanceof Error && "syscall" in error && String(error.syscall).startsWith("spawn")) {
    return `PostgreSQL's program could not be run for ${folder} (${text})`;
  }
  if (code === "ENOSPC" || code === "EDQUOT" || /no space left|quota exceeded|could not extend/i.test(text)) {
    return `${folder} is on a full disk; free some space (PostgreSQL needs about 100 MB) or choose another folder`;
  }
  // Node reports that a folder could not be made on a read-only disk as ENOENT.
  const isUnmade = code === "ENOENT" && text.includes("mkdir");
  if (
    isUnmade ||
    code === "EROFS" ||
    code === "EACCES" ||
    code === "EPERM" ||
    /read-only file|permission denied/i.test(text)
  ) {
    return `${folder} cannot be made or written to by this user; change its permissions or choose another folder`;
  }
  if (code === "ENOTDIR" || code === "EEXIST") return `${folder} is not a folder; choose another path`;
  return `${folder} cannot be used: ${text.trim().split("\n").at(-1) ?? text}`;
}
