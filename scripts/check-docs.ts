import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Fails when a document names a path of this repository that does not exist. */

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "");
const documents = tracked.filter((file) => file.endsWith(".md"));

/** `packages/db/src/schema/` in backquotes, and the targets of links; patterns and placeholders are not paths. */
const IN_QUOTES = /`((?:apps|packages|docs|scripts|\.ci|patches)\/[\w./@-]*)`/g;
const IN_LINK = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g;

/** Generated files may be absent from a fresh checkout. */
const GENERATED = /\/dist\b|\/test-results\b|\.data\b/;

const missing = documents.flatMap((document) => {
  const text = readFileSync(document, "utf8");
  const quoted = [...text.matchAll(IN_QUOTES)].map(([, path]) => path ?? "");
  const linked = [...text.matchAll(IN_LINK)].map(([, path]) => join(dirname(document), path ?? ""));
  return [...quoted, ...linked]
    .filter((path) => !GENERATED.test(path) && !existsSync(path))
    .map((path) => `${document}: ${path} does not exist`);
});

for (const line of missing) console.error(line);
if (missing.length > 0) process.exitCode = 1;
else console.log(`${documents.length} documents name no path that does not exist`);
