import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { packConsumer } from "./support/consumer.ts";

const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "ff-install-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Manifest {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifestOf = (name: string) =>
  JSON.parse(readFileSync(join(require.resolve(name), "../../package.json"), "utf8")) as Manifest;

const run = (command: string, args: readonly string[]) =>
  execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: "pipe", timeout: 120_000 });

function isOnline(): boolean {
  try {
    run("npm", ["ping", "--fetch-retries=0", "--fetch-timeout=5000"]);
    return true;
  } catch {
    return false;
  }
}

/** Two copies of tRPC have types that do not fit each other. */
test("the three packages of tRPC that are tested here are ones that want each other", () => {
  const { peerDependencies } = manifestOf("@trpc/tanstack-react-query");
  for (const name of ["@trpc/client", "@trpc/server"]) {
    expect(peerDependencies[name]).toBe(manifestOf(name).version);
  }
});

const PAGE = `
  import { createClient } from "@fluentfusion/client";
  import { TRPCProvider } from "@fluentfusion/client/react";
  import { QueryClient } from "@tanstack/react-query";
  const client = createClient({ url: "" });
  const queryClient = new QueryClient();
  export const App = () => <TRPCProvider trpcClient={client.api} queryClient={queryClient}><b /></TRPCProvider>;
`;

const COMPILE = "--noEmit --strict --skipLibCheck --jsx react-jsx --module preserve --target es2022".split(
  " ",
);

test.skipIf(!isOnline())(
  "npm puts one tRPC into an empty project, and a page compiles",
  { timeout: 240_000 },
  () => {
    const consumer = packConsumer();
    try {
      const beside = [
        "@trpc/tanstack-react-query",
        "@tanstack/react-query",
        "react",
        "@types/react",
        "typescript",
      ];
      // Strict: nothing that comes along may ask for a newer Node than the client does, where this is the oldest that it takes.
      run("npm", ["install", "--engine-strict", "--no-audit", "--no-fund", consumer.tarball, ...beside]);
    } finally {
      consumer.remove();
    }
    const installed = Object.keys(
      (JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")) as { packages: object }).packages,
    );
    expect(installed.filter((path) => /@trpc\/(client|server)$/.test(path)).length).toBe(2);
    writeFileSync(join(folder, "page.tsx"), PAGE);
    run(join(folder, "node_modules/.bin/tsc"), [...COMPILE, "page.tsx"]);
  },
);
