import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const here = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);

let folder: string;

/** What a project outside the workspace has after installing the tarball beside its dependencies. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ff-consumer-"));
  execFileSync("npx", ["--yes", "pnpm@10.34.9", "pack", "--pack-destination", folder], {
    cwd: here,
    stdio: "pipe",
  });
  const installed = join(folder, "node_modules/@fluentfusion/client");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", [
    "-xzf",
    join(folder, "fluentfusion-client-0.1.0.tgz"),
    "--strip-components=1",
    "-C",
    installed,
  ]);
  for (const name of [
    "@trpc/client",
    "@trpc/server",
    "@trpc/tanstack-react-query",
    "@tanstack/react-query",
    "@types/react",
    "react",
    "uuid",
  ]) {
    const target = join(folder, "node_modules", name);
    mkdirSync(join(target, ".."), { recursive: true });
    symlinkSync(join(here, "node_modules", name), target);
  }
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const CONSUMER = `
import { createClient, isErrorCode, newId, readError, type RouterInputs, type RouterOutputs } from "@fluentfusion/client";
import { createOptions, useTRPC } from "@fluentfusion/client/react";
import { QueryClient } from "@tanstack/react-query";

type IsAny<T> = 0 extends 1 & T ? true : false;
/** Paths of a type at which somebody gave up. */
type AnyPaths<T, Path extends string = ""> =
  IsAny<T> extends true ? Path :
  T extends readonly (infer Item)[] ? AnyPaths<Item, \`\${Path}[]\`> :
  T extends Date ? \`\${Path} is a Date\` :
  T extends object ? { [K in keyof T & string]: AnyPaths<T[K], \`\${Path}.\${K}\`> }[keyof T & string] :
  never;
const inputs: [AnyPaths<RouterInputs>] extends [never] ? true : AnyPaths<RouterInputs> = true;
const outputs: [AnyPaths<RouterOutputs>] extends [never] ? true : AnyPaths<RouterOutputs> = true;

const client = createClient({ url: "https://api.example.org", refresh: "cookie" });

export async function journey(): Promise<string> {
  const user = await client.signIn({ email: "keza@example.org", password: "a password" });
  const { items } = await client.api.recommendations.list.query({ limit: 3 });
  const [first] = items;
  if (first === undefined) return user.username;
  const sitting = await client.api.session.start.mutate({ id: newId(), mode: "lesson", lessonId: first.lesson.id });
  const prompt = sitting.next?.prompt;
  if (prompt?.kind === "choice") return prompt.options.map((option) => option.text).join();
  // @ts-expect-error a lesson has no such field
  void first.lesson.passwordHash;
  // @ts-expect-error the kind of a sitting is one of three
  await client.api.session.start.mutate({ id: newId(), mode: "exam" });
  return first.reason.code;
}

export function explain(error: unknown): string {
  if (isErrorCode(error, "EMAIL_TAKEN")) return "taken";
  const known = readError(error);
  return known === null ? "no network" : known.code + known.issues.length;
}

export const options = createOptions(client, new QueryClient()).lessons.list.queryOptions({ limit: 5 });
export function useLessons() {
  return useTRPC().lessons.list.queryOptions({ category: "food" });
}
export { inputs, outputs };
`;

describe("a project outside the workspace", () => {
  for (const moduleResolution of ["bundler", "nodenext"]) {
    test(`compiles strictly against the tarball under ${moduleResolution}, and nothing in it is any`, () => {
      writeFileSync(join(folder, "package.json"), '{"type":"module"}');
      writeFileSync(join(folder, "consumer.ts"), CONSUMER);
      const compilerOptions = {
        strict: true,
        noEmit: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: false,
        target: "ES2022",
        lib: ["ES2022", "DOM", "DOM.AsyncIterable", "ESNext.Disposable"],
        types: [],
        module: moduleResolution === "bundler" ? "preserve" : "nodenext",
        moduleResolution,
      };
      writeFileSync(
        join(folder, "tsconfig.json"),
        JSON.stringify({ compilerOptions, files: ["consumer.ts"] }),
      );
      const tsc = join(require.resolve("typescript/package.json"), "../bin/tsc");
      const run = () =>
        execFileSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8", stdio: "pipe" });
      let output = "";
      try {
        output = run();
      } catch (error) {
        output = error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
      }
      expect(output).toBe("");
    }, 60_000);
  }

  test("gets the files of dist and no source, and publint and are-the-types-wrong find nothing", () => {
    const listed = execFileSync("tar", ["-tzf", join(folder, "fluentfusion-client-0.1.0.tgz")], {
      encoding: "utf8",
    });
    const files = listed.trim().split("\n");
    expect(files.filter((file) => !/^package\/(dist\/|package\.json|README\.md|LICENSE)/.test(file))).toEqual(
      [],
    );
    const manifest = readFileSync(join(folder, "node_modules/@fluentfusion/client/package.json"), "utf8");
    expect(manifest).not.toMatch(/workspace:|catalog:/);
    const bin = join(here, "node_modules/.bin");
    const tarball = join(folder, "fluentfusion-client-0.1.0.tgz");
    execFileSync(join(bin, "publint"), [tarball, "--strict"], { stdio: "pipe" });
    execFileSync(join(bin, "attw"), [tarball, "--profile", "esm-only"], { stdio: "pipe" });
  }, 60_000);

  test("bundles for a browser without a line of the server, in less than 60 kB", async () => {
    const result = await build({
      stdin: {
        contents: 'import { createClient } from "@fluentfusion/client"; createClient({ url: "" });',
        resolveDir: folder,
      },
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      platform: "browser",
      preserveSymlinks: false,
    });
    const inputs = Object.keys(result.metafile.inputs).filter((path) => path !== "<stdin>");
    const packages = new Set(inputs.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]));
    expect(packages).toEqual(new Set(["@fluentfusion/client", "@trpc/client", "@trpc/server", "uuid"]));
    expect(result.outputFiles[0]?.contents.length).toBeLessThan(60_000);
  });
});
