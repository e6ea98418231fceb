import { chmodSync, cpSync, lstatSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { errorCode } from "./errors.ts";

/**
 * Copies a folder to where every user can read and run it, and returns the copy. A copy of an earlier call is used
 * again if it is ours alone to write, and whole: a clean-up of temporary files may have taken parts of it.
 */
export function copyForEveryone(source: string, name: string): string {
  const copy = join(tmpdir(), `${name}-${process.getuid?.() ?? ""}`);
  if (isOurs(copy) && listing(copy) === listing(source)) return copy;
  const draft = mkdtempSync(`${copy}-`);
  cpSync(source, draft, { recursive: true, verbatimSymlinks: true });
  openToEveryone(draft);
  try {
    if (isOurs(copy)) renameSync(copy, join(draft, "replaced"));
    renameSync(draft, copy);
    rmSync(join(copy, "replaced"), { recursive: true, force: true });
    return copy;
  } catch (error) {
    // Another start put its copy there first, or a stranger holds the name: this start keeps to its own copy.
    if (["ENOTEMPTY", "EEXIST", "EPERM", "ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "")) return draft;
    throw error;
  }
}

function isOurs(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0;
}

function listing(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map(
      (path) => `${path} ${lstatSync(join(folder, path)).isFile() ? lstatSync(join(folder, path)).size : ""}`,
    )
    .toSorted()
    .join("\n");
}

function openToEveryone(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToEveryone(path);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
