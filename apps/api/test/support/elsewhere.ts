import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Whether a program of the machine answers. */
export function answers(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore", timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}

/** Whether packages can be had that the workspace has not. */
export const hasRegistry = () => answers("npm", "ping", "--fetch-retries=0", "--fetch-timeout=5000");

/** A project of somebody else, in a folder of its own. */
export interface Elsewhere {
  readonly folder: string;
  readonly install: (...packages: readonly string[]) => Promise<void>;
  readonly write: (name: string, text: string) => void;
  /** What it prints; throws with what it says when it fails. */
  readonly run: (command: string, ...args: readonly string[]) => Promise<string>;
  readonly remove: () => void;
}

export function startElsewhere(): Elsewhere {
  const folder = mkdtempSync(join(tmpdir(), "ff-elsewhere-"));
  const run = async (command: string, ...args: readonly string[]) =>
    (await promisify(execFile)(command, args, { cwd: folder, maxBuffer: 1e8 })).stdout;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("package.json", '{"type":"module"}');
  return {
    folder,
    write,
    run,
    install: async (...packages) => {
      await run("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", ...packages);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
