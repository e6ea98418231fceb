import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Each is somebody else's code in production that a person has chosen; what those bring along is in the bill of materials. */
const DIRECT_MAX = 50;
const LOCK = "pnpm-lock.yaml";

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

function readDirect(): Set<string> {
  const files = execFileSync("git", ["ls-files", "-z", "package.json", "*/package.json"], {
    encoding: "utf8",
  });
  const names = files.split("\0").flatMap((file) => {
    if (file === "") return [];
    const { dependencies = {} } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
    return Object.entries(dependencies).flatMap(([name, version]) =>
      version.startsWith("workspace:") ? [] : name,
    );
  });
  return new Set(names);
}

/** Names with versions, of the section that says where each package is from. */
function packagesOf(lock: string): Set<string> {
  const [, section = ""] = /^packages:\n([^]*?)^\S/m.exec(lock) ?? [];
  return new Set([...section.matchAll(/^ {2}'?([^\s'].*?)'?:$/gm)].map(([, name = ""]) => name));
}

/** Tells what has come into the lockfile since a commit: `SUPPLY_BASE`, or the one before. For people: it is no finding. */
function tellNew(direct: ReadonlySet<string>): void {
  const base = process.env["SUPPLY_BASE"] ?? "HEAD^";
  const { status, stdout } = spawnSync("git", ["show", `${base}:${LOCK}`], {
    encoding: "utf8",
    maxBuffer: 100_000_000,
  });
  if (status !== 0) {
    console.log(`new packages: NOT LOOKED UP, ${base} is not in this clone`);
    return;
  }
  const [before, now] = [packagesOf(stdout), packagesOf(readFileSync(LOCK, "utf8"))];
  if (now.size === 0) throw new Error(`${LOCK} cannot be read`);
  const added = [...now].filter((name) => !before.has(name));
  console.log(`packages: ${now.size}, ${added.length} new since ${base}`);
  for (const name of added) {
    console.log(`  + ${name}${direct.has(name.slice(0, name.lastIndexOf("@"))) ? " (direct)" : ""}`);
  }
}

/** Counts what was chosen, tells what is new, and finds too much. */
export function findTooMany(): string[] {
  const direct = readDirect();
  tellNew(direct);
  console.log(`direct dependencies in production: ${direct.size} of ${DIRECT_MAX} at the most`);
  return direct.size > DIRECT_MAX ? [`${direct.size} direct dependencies: take one out first`] : [];
}
