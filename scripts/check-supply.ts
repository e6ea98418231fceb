import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findTooMany } from "./supply/dependencies.ts";

/**
 * What comes into the product and what must not get into the repository: secrets in tracked files, dependencies from elsewhere
 * than the registry, more direct dependencies than were agreed on, and known weaknesses. Ends with 1 for what it finds, and tells
 * which packages are new.
 *
 * Known weaknesses need a feed from outside. A registry that has none answers with an error: that is said, and is no finding.
 */

/** Put together, so that they are not found in this file. */
const PLANTED = [
  ["-----BEGIN", "PRIVATE KEY-----"].join(" "),
  ["AKIA", "IOSFODNN7EXAMPLE"].join(""),
  ["ghp_", "0123456789abcdefghijABCDEFGHIJ012345"].join(""),
  ["xoxb-", "0123456789-abcdefghij"].join(""),
  ["npm_", "0123456789abcdefghijABCDEFGHIJ012345"].join(""),
  ["ffp_", "0123456789abcdefghijABCDEFGHIJ0123456789-_A"].join(""),
  ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "c2lnbmF0dXJlLW9mLWEtdG9rZW4"].join("."),
  ["SECRET_KEY", "3f1c9e07b2a84d5666f0c1e2d3b4a5963f1c9e07b2a84d56"].join("="),
  ["postgres://app", "h8Kd92mXq", "@db.example.com/x"].join(":").replace(":@", "@"),
];

const SECRETS: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  /\bxox[abprs]-[0-9]{8,}-[A-Za-z0-9-]{8,}/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bffp_[A-Za-z0-9_-]{43}\b/,
  /\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}/,
  /\bSECRET_KEY\s*[=:]\s*["']?[0-9a-f]{40,}/,
  /\b(?:postgres(?:ql)?|rediss?|smtps?):\/\/[^\s:/@$"'`{]+:[^\s:/@$"'`{…]+@(?!localhost|127\.)[\w.-]+\.[a-z]{2,}/,
];

/** Examples for people, and tests of what is refused. */
const EXAMPLES = new Set([".env.example", "apps/api/src/env.test.ts"]);

const secretOf = (line: string) => SECRETS.find((pattern) => pattern.test(line));

function findSecrets(): string[] {
  const missed = PLANTED.filter((planted) => secretOf(planted) === undefined);
  if (missed.length > 0)
    return missed.map((planted) => `a planted secret is not found: ${planted.slice(0, 12)}…`);
  const files = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0");
  return files.flatMap((file) => {
    if (file === "" || EXAMPLES.has(file)) return [];
    const text = readFileSync(file, "utf8");
    if (text.includes("\0")) return [];
    return text
      .split("\n")
      .flatMap((line, index) =>
        secretOf(line) === undefined ? [] : [`${file}:${index + 1} holds a secret`],
      );
  });
}

/** Each package is one of the registry, with its hash. */
function findStrays(): string[] {
  const lock = readFileSync("pnpm-lock.yaml", "utf8");
  const resolutions = [...lock.matchAll(/^ {4}resolution: (.*)$/gm)].map(([, resolution = ""]) => resolution);
  return resolutions
    .filter((resolution) => !/^\{integrity: sha512-[\w+/=]+\}$/.test(resolution))
    .map((resolution) => `a dependency from elsewhere: ${resolution}`);
}

function audit(): string[] {
  const { status, stdout, stderr } = spawnSync("pnpm", ["audit", "--prod", "--audit-level", "high"], {
    encoding: "utf8",
    timeout: 60_000,
    // Also where the script itself was told to be silent.
    env: { ...process.env, npm_config_loglevel: "info", npm_config_reporter: "default" },
  });
  const said = `${stdout}${stderr}`.trim();
  if (status === 0) {
    console.log("known weaknesses: none of the level high or critical");
    return [];
  }
  if (/ERR_PNPM_AUDIT|ECONN|ENOTFOUND|fetch failed/.test(said) || status === null) {
    const [reason = "no answer"] = /respond\w* with \d+/.exec(said) ?? [];
    console.log(`known weaknesses: NOT LOOKED UP, this registry has no feed of them (${reason})`);
    return [];
  }
  return [said];
}

const found = [...findSecrets(), ...findStrays(), ...findTooMany(), ...audit()];
for (const line of found) console.error(line);
console.log(found.length === 0 ? "nothing found" : `${found.length} found`);
process.exit(found.length === 0 ? 0 : 1);
