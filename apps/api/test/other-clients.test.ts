import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answers, type Elsewhere, hasRegistry, startElsewhere } from "./support/elsewhere.ts";
import { startTestApp, type TestApp } from "./support/test-app.ts";

/** Clients that are not ours, in projects of their own, against the running API. */

let app: TestApp;
const projects: Elsewhere[] = [];

function elsewhere(): Elsewhere {
  const project = startElsewhere();
  projects.push(project);
  return project;
}

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(async () => {
  await app.close();
  for (const project of projects) project.remove();
});

const isOnline = hasRegistry();

/** There nothing is skipped: `.ci/run` installs what is missing, and what it could not install is a failure. */
const isCi = process.env["CI"] !== undefined;

const OLD_CLIENT = `
import { createTRPCClient, httpBatchLink, TRPCClientError } from "@trpc/client";
const client = createTRPCClient({
  links: [httpBatchLink({ url: process.argv[2] + "/trpc", headers: { authorization: "Bearer " + process.argv[3] } })],
});
const [me, page] = await Promise.all([client.me.get.query(), client.lessons.list.query({ limit: 1 })]);
const updated = await client.me.update.mutate({ timeZone: "Europe/Paris" });
const error = await client.lessons.list.query({ limit: 0 }).catch((error) => error);
console.log(JSON.stringify([
  me.username, page.items.length, updated.timeZone, error instanceof TRPCClientError, error.data.code,
]));
`;

for (const version of ["11.0.0", "11.10.0"]) {
  test.skipIf(!isOnline && !isCi)(
    `tRPC's own client of ${version} calls, changes and understands a refusal`,
    async () => {
      const { accessToken } = await app.register({ username: `client of ${version}` });
      const project = elsewhere();
      await project.install(`@trpc/client@${version}`, `@trpc/server@${version}`);
      project.write("walk.js", OLD_CLIENT);
      const printed = await project.run("node", "walk.js", app.url, accessToken);
      expect(JSON.parse(printed)).toEqual([`client of ${version}`, 1, "Europe/Paris", true, "INPUT_INVALID"]);
    },
  );
}

/** The last openapi-generator that npm has as a whole; it reads OpenAPI 3.0, to which the other one brings 3.1. */
const TOOLS = [
  "@openapitools/openapi-generator-cli@1.0.18-5.0.0-beta2",
  "@apiture/openapi-down-convert@0.14.2",
];
const GENERATOR = "node_modules/@openapitools/openapi-generator-cli/bin/openapi-generator.jar";
/** What reads and what changes, with an input and without one. */
const PROCEDURES = [
  "me.get",
  "me.update",
  "plan.set",
  "plan.get",
  "streak.get",
  "badges.list",
  "progress.summary",
];
const WALK = fileURLToPath(new URL("generated_client.py", import.meta.url));

/** One's own, or that of the system, for which Debian has what the generated client takes. */
const python = ["python3", "/usr/bin/python3"].find((command) =>
  answers(command, "-c", "import urllib3, dateutil, certifi"),
);

const missing = [
  ...(isOnline ? [] : ["the npm registry"]),
  ...(answers("java", "-version") ? [] : ["Java"]),
  ...(python === undefined ? ["Python with urllib3, dateutil and certifi"] : []),
];
const why = missing.length === 0 || isCi ? "" : ` (skipped: no ${missing.join(", no ")} here)`;

test.skipIf(missing.length > 0 && !isCi)(
  `a Python client generated from the document walks the running API${why}`,
  { timeout: 180_000 },
  async () => {
    expect(missing).toEqual([]);
    const project = elsewhere();
    await project.install(...TOOLS);
    const document = (await (await fetch(`${app.url}/openapi.json`)).json()) as { paths: object };
    // The routes for every language, and procedures of each kind: all of them would take the generator half a minute.
    const paths = Object.entries(document.paths).filter(
      ([path]) => path.startsWith("/api/") || PROCEDURES.some((name) => path === `/trpc/${name}`),
    );
    project.write("served.json", JSON.stringify({ ...document, paths: Object.fromEntries(paths) }));
    const convert = join(project.folder, "node_modules/.bin/openapi-down-convert");
    await project.run(convert, "--input", "served.json", "--output", "document.json", "--allOf");
    const wanted = ["-g", "python", "-o", "python", "--package-name", "fluentfusion", "--skip-validate-spec"];
    await project.run("java", "-jar", GENERATOR, "generate", "-i", "document.json", ...wanted);
    expect(await project.run(python ?? "python3", WALK, join(project.folder, "python"), app.url)).toBe(
      "ok\n",
    );
  },
);
