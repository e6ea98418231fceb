import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startTestApp, type TestApp } from "@fluentfusion/api/testing";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Consumer, packConsumer } from "./support/consumer.ts";
import { exampleFor } from "./support/examples.ts";
import { startWire, type Wire } from "./support/wire.ts";

/** The guide's page for React, as it stands, rendered into a DOM against the running API; the wire keeps its cookies. */
let consumer: Consumer;
let api: TestApp;
let wire: Wire;

beforeAll(async () => {
  consumer = packConsumer();
  api = await startTestApp();
  wire = await startWire(api.url, "http://localhost:5173");
});

afterAll(async () => {
  await wire.close();
  await api.close();
  consumer.remove();
});

const here = fileURLToPath(new URL("..", import.meta.url));

/** Renders the page until it shows something else than that one should wait, and prints that. */
const SHOW = `
  import { Window } from "happy-dom";
  const window = new Window();
  Object.assign(globalThis, { window, document: window.document });
  const { createRoot } = await import("react-dom/client");
  const { createElement } = await import("react");
  const { App } = await import("./page");
  const root = window.document.body;
  createRoot(root).render(createElement(App));
  const deadline = Date.now() + 20_000;
  while (!root.querySelector("li") && Date.now() < deadline) await new Promise((go) => setTimeout(go, 50));
  console.log(JSON.stringify([...root.querySelectorAll("li, p")].map(({ tagName, textContent }) => [tagName, textContent])));
  process.exit(0);
`;

async function show(): Promise<readonly (readonly [string, string])[]> {
  const outfile = join(consumer.folder, "show.mjs");
  await build({
    stdin: { contents: SHOW, resolveDir: consumer.folder },
    bundle: true,
    platform: "node",
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    // What the guide does not ask its reader to install comes from this package.
    nodePaths: [join(here, "node_modules")],
    plugins: [
      {
        name: "page",
        setup(builder) {
          builder.onResolve({ filter: /^happy-dom$/ }, ({ path }) => ({
            path: import.meta.resolve(path),
            external: true,
          }));
          builder.onResolve({ filter: /^\.\/page$/ }, () => ({ path: "page", namespace: "guide" }));
          builder.onLoad({ filter: /.*/, namespace: "guide" }, () => ({
            contents: exampleFor("page", wire.url),
            loader: "tsx",
            resolveDir: consumer.folder,
          }));
        },
      },
    ],
    outfile,
  });
  const { stdout } = await promisify(execFile)(process.execPath, [outfile]);
  return JSON.parse(stdout) as [string, string][];
}

test("whoever opens the page first becomes a guest and sees lessons; the second time it is the same one", async () => {
  const first = await show();
  expect(first.length).toBeGreaterThan(0);
  expect(first.every(([tag, title]) => tag === "LI" && title !== "")).toBe(true);
  expect(wire.requests.filter((request) => request.includes("auth.guest"))).toHaveLength(1);
  expect(await show()).toEqual(first);
  expect(wire.requests.filter((request) => request.includes("auth.guest"))).toHaveLength(1);
});
