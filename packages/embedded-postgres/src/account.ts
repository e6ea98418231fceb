import { readFileSync } from "node:fs";
import { userInfo } from "node:os";

import { EmbeddedPostgresError } from "./errors.ts";

/** The unprivileged user that PostgreSQL's processes run as when we are root, which PostgreSQL refuses to be. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody` when this process is root; undefined when the processes can simply run as ourselves. */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const nobody = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find(([name]) => name === "nobody");
  const [uid, gid] = [Number(nobody?.[2]), Number(nobody?.[3])];
  // macOS writes nobody's id as -2; the system call takes the same 32 bits without a sign.
  if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid: uid >>> 0, gid: gid >>> 0 };
  throw new EmbeddedPostgresError(
    "PostgreSQL does not run as root and this machine has no user named nobody; run as another user or set DATABASE_URL",
  );
}

/** Whether this user id has no name, as in a container started with `--user 1234`. initdb then refuses to run. */
export function isNameless(): boolean {
  try {
    userInfo();
    return false;
  } catch {
    return true;
  }
}
