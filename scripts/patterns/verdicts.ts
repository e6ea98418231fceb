import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { checkSync } from "recheck";

const { version } = createRequire(import.meta.url)("recheck/package.json") as { version: string };

/** Each takes up to some seconds, and they hardly ever change: what was found out is kept beside the installed packages. */
const KEPT = `node_modules/.cache/patterns-${version}.json`;

/** In this process: the other backends of recheck need Java or a program for this machine. */
process.env["RECHECK_SYNC_BACKEND"] = "pure";

/** In milliseconds. */
const PATIENCE = 300_000;

/**
 * "a{64}" is written out to be looked at as an automaton; what has more repetitions is tried with texts instead. How many characters
 * a try reads decides, never how long it takes: recheck would call a pattern slow whose try takes a quarter of a second, as on a busy machine.
 */
const PARAMETERS = {
  timeout: PATIENCE,
  seedingTimeout: PATIENCE,
  incubationTimeout: PATIENCE,
  attackTimeout: PATIENCE,
  maxRepeatCount: 100,
  randomSeed: 1,
};

function readKept(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(KEPT, "utf8")) as Record<string, string>;
  } catch {
    return {};
  }
}

/** Asks how the time that a pattern takes grows with its text. */
export function openVerdicts() {
  const kept = readKept();
  return {
    /** `null` where it grows as the text does; otherwise in a few words how. */
    of({ source, flags }: { source: string; flags: string }): string | null {
      const key = `/${source}/${flags}`;
      const known = kept[key];
      if (known !== undefined) return known === "" ? null : known;
      const found = checkSync(source, flags, PARAMETERS);
      // What could not be found out may be so for want of time.
      if (found.status === "unknown") return "not known, in five minutes";
      const verdict = found.status === "safe" ? "" : found.complexity.summary;
      kept[key] = verdict;
      return verdict === "" ? null : verdict;
    },
    keep() {
      mkdirSync(dirname(KEPT), { recursive: true });
      writeFileSync(KEPT, JSON.stringify(kept));
    },
  };
}
