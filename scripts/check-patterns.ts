import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { BOUNDED } from "./patterns/bounded.ts";
import { type Found, findPatterns } from "./patterns/find-patterns.ts";
import { openVerdicts } from "./patterns/verdicts.ts";

/**
 * Fails when a regular expression of the product, or of the schemas of what clients send, can take a time that grows faster than its
 * text: some kilobytes would then keep a server busy for seconds. What may stay stands in patterns/bounded.ts, with the reason.
 */

const PRODUCT = /^(?:apps\/(?:api|web|tools)|packages\/[^/]+)\/src\/.*\.(?:m?js|tsx?)$/;
const OF_TESTS = /\.test\.tsx?$|\/testing\//;
/** With the patterns of zod's own formats. */
const CONTRACT = "apps/api/generated/contract.json";

/** What must be found, so that it is known each time that something would be. */
const PLANTED = [
  "/^(a+)+$/",
  "/^[^@]+@[^@]+\\.[^@]+$/u",
  'new RegExp("(?:a|a)*b")',
  "RegExp(`x*x*$`, 'i')",
  "new RegExp(given)",
];

const verdicts = openVerdicts();

/** How slow it is; `null` for one that may stay as it is. */
function complaint({ pattern }: Found): string | null {
  return pattern === null ? "put together while the program runs" : verdicts.of(pattern);
}

function missedOfPlanted(): string[] {
  const source = PLANTED.map((text) => `use(${text});`).join("\n");
  const found = findPatterns("planted.ts", source).filter((one) => complaint(one) !== null);
  const texts = new Set(found.map(({ text }) => text));
  return PLANTED.filter((text) => !texts.has(text)).map((text) => `a planted pattern is not found: ${text}`);
}

function ofSources(): (Found & { file: string })[] {
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
  })
    .split("\n")
    .filter((file) => PRODUCT.test(file) && !OF_TESTS.test(file));
  return files.flatMap((file) =>
    findPatterns(file, readFileSync(file, "utf8")).map((one) => ({ file, ...one })),
  );
}

function ofContract(): (Found & { file: string })[] {
  const patterns = new Set<string>();
  JSON.parse(readFileSync(CONTRACT, "utf8"), (key: string, value: unknown) => {
    if (key === "pattern" && typeof value === "string") patterns.add(value);
    return value;
  });
  return [...patterns].map((source) => ({
    file: CONTRACT,
    text: `/${source}/u`,
    line: 1,
    pattern: { source, flags: "u" },
  }));
}

const isBounded = ({ text }: Found, file: string) =>
  BOUNDED.some((one) => one.pattern === text && (one.file === file || file === CONTRACT));

const patterns = [...ofSources(), ...ofContract()];
const slow = patterns.flatMap((one) => {
  const how = complaint(one);
  return how === null ? [] : [{ ...one, how }];
});
const stale = BOUNDED.filter(
  ({ file, pattern }) => !slow.some((one) => one.file === file && one.text === pattern),
);
const found = [
  ...missedOfPlanted(),
  ...slow
    .filter((one) => !isBounded(one, one.file))
    .map(({ file, line, text, how }) => `${file}:${line}: ${text} is slow: ${how}`),
  ...stale.map(({ file, pattern }) => `patterns/bounded.ts: ${pattern} in ${file} is gone, or not slow`),
];
verdicts.keep();
for (const line of found) console.error(line);
if (found.length > 0) process.exitCode = 1;
else console.log(`${patterns.length} patterns, ${slow.length} of them slow and with a bound`);
