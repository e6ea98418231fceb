import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";

const here = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(import.meta.url);
const { packageManager } = JSON.parse(readFileSync(join(here, "../../package.json"), "utf8")) as {
  packageManager: string;
};

/** What a project with the client has beside it; linked, so that no registry is asked. */
const DEPENDENCIES = [
  "@trpc/client",
  "@trpc/server",
  "@trpc/tanstack-react-query",
  "@tanstack/react-query",
  "@types/node",
  "@types/react",
  "eventsource",
  "react",
  "uuid",
];

/** A project outside the workspace with the packed client in its node_modules. */
export interface Consumer {
  readonly folder: string;
  readonly tarball: string;
  /** Writes files and compiles them strictly. Returns what tsc says. */
  compile(files: Readonly<Record<string, string>>, options: CompileOptions): string;
  /** Runs one of the client's development tools. Throws with its output when it fails. */
  tool(name: string, args: readonly string[]): void;
  remove(): void;
}

interface CompileOptions {
  readonly moduleResolution: "bundler" | "nodenext";
  /** Packages with global types. */
  readonly types?: readonly string[];
  readonly skipLibCheck?: boolean;
  readonly args?: readonly string[];
}

/** The output of a program, whether it succeeds or not. */
function outputOf(args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, args, { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    return error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
  }
}

/** Packs the client into the folder, as it is published. */
function packInto(folder: string): void {
  // What is tested is the build that the web app and the tools use, so none is made here.
  const pack = ["--config.ignore-scripts=true", "pack", "--pack-destination", folder];
  execFileSync("npx", ["--yes", packageManager, ...pack], { cwd: here, stdio: "pipe" });
}

/**
 * The packed client, which nobody writes to: the first who asks packs it for the whole run, under another name, so that
 * nobody reads half a tarball; of two that are packed at once one stays.
 */
function packedClient(): string {
  const folder = join(inject("builds"), "client");
  if (!existsSync(folder)) {
    const unfinished = mkdtempSync(`${folder}-`);
    packInto(unfinished);
    try {
      renameSync(unfinished, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
      rmSync(unfinished, { recursive: true });
    }
  }
  const [name = ""] = readdirSync(folder);
  return join(folder, name);
}

export function packConsumer(): Consumer {
  const folder = mkdtempSync(join(tmpdir(), "ff-consumer-"));
  const tarball = packedClient();
  const installed = join(folder, "node_modules/@fluentfusion/client");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "--strip-components=1", "-C", installed]);
  for (const name of DEPENDENCIES) {
    const target = join(folder, "node_modules", name);
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(join(here, "node_modules", name), target);
  }
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  return {
    folder,
    tarball,
    compile(files, { moduleResolution, types = [], skipLibCheck = false, args = [] }) {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      const compilerOptions = {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck,
        noEmit: true,
        target: "ES2022",
        lib: ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable", "ESNext.Disposable"],
        jsx: "react-jsx",
        types,
        module: moduleResolution === "bundler" ? "preserve" : "nodenext",
        moduleResolution,
      };
      const config = JSON.stringify({ compilerOptions, files: Object.keys(files) });
      writeFileSync(join(folder, "tsconfig.json"), config);
      const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
      return outputOf([tsc, "-p", folder, ...args]);
    },
    tool(name, toolArgs) {
      execFileSync(join(here, "node_modules/.bin", name), [...toolArgs], { stdio: "pipe" });
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
