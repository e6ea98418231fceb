import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MIGRATIONS_FOLDER } from "../migrate.ts";

/** The migrations of a release to come: those there are, and what is added. */
export interface NextRelease {
  readonly folder: string;
  /** @param text statements of one file, between them `--> statement-breakpoint` */
  add(tag: string, text: string): void;
  remove(): void;
}

export function nextRelease(): NextRelease {
  const folder = mkdtempSync(join(tmpdir(), "ff-migrations-"));
  cpSync(MIGRATIONS_FOLDER, folder, { recursive: true });
  const path = join(folder, "meta", "_journal.json");
  return {
    folder,
    add(tag, text) {
      const journal = JSON.parse(readFileSync(path, "utf8")) as { entries: { idx: number; when: number }[] };
      const last = journal.entries.at(-1);
      const [idx, when] = [(last?.idx ?? 0) + 1, (last?.when ?? 0) + 1];
      const entry = { idx, version: "7", when, tag, breakpoints: true };
      writeFileSync(path, JSON.stringify({ ...journal, entries: [...journal.entries, entry] }));
      writeFileSync(join(folder, `${tag}.sql`), text);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
