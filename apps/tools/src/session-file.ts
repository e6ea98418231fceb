import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { TokenStore } from "@fluentfusion/client";

/** Keeps the refresh token of one API in a file that only its owner can read. */
export function fileTokenStore(url: string, folder = configFolder()): TokenStore {
  const file = join(folder, `${encodeURIComponent(url)}.token`);
  return {
    async load() {
      try {
        return await readFile(file, "utf8");
      } catch {
        return null;
      }
    },
    async save(refreshToken) {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(file, refreshToken, { mode: 0o600 });
      // The mode above counts for a new file only.
      await chmod(file, 0o600);
    },
    clear: () => rm(file, { force: true }),
  };
}

function configFolder(): string {
  return join(process.env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), "fluentfusion");
}
