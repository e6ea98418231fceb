import { expect, test } from "vitest";
import { cpuShares } from "../src/profile/cpu-shares.ts";
import { homeOfSource } from "../src/profile/home.ts";
import { type HeapNode, livingBytes } from "../src/profile/living.ts";
import type { CallFrame } from "../src/profile/look.ts";

const frame = (functionName: string): CallFrame => ({
  functionName,
  url: "",
  lineNumber: 0,
  columnNumber: 0,
});
const byName = ({ functionName }: CallFrame) => functionName;

const made = (name: string, selfSize: number, children: readonly HeapNode[] = []): HeapNode => ({
  callFrame: frame(name),
  selfSize,
  children,
});

test("a function's time is from the sample that found it to the next, and idling counts for nobody", () => {
  const nodes = ["grade", "fold", "(idle)"].map((name, index) => ({ id: index + 1, callFrame: frame(name) }));
  const shares = cpuShares({ nodes, samples: [1, 2, 3, 2], timeDeltas: [7, 30, 10, 50] }, byName);
  // Whoever was found last is not known to have gone on.
  expect([...shares]).toStrictEqual([
    ["grade", 0.75],
    ["fold", 0.25],
  ]);
});

test("what lives counts for who made it, wherever in the stacks", () => {
  const head = made("(root)", 0, [made("tokens", 10, [made("answers", 4)]), made("answers", 7)]);
  expect([...livingBytes({ head }, byName)]).toStrictEqual([
    ["answers", 11],
    ["tokens", 10],
    ["(root)", 0],
  ]);
});

test("a source belongs to its package, a family of packages or a folder of ours", () => {
  const sources = [
    "../../../node_modules/.pnpm/@trpc+server@11.25.0_typescript@7.0.2/node_modules/@trpc/server/dist/x.mjs",
    "../../../node_modules/.pnpm/find-my-way@9.3.0/node_modules/find-my-way/index.js",
    "../../../node_modules/.pnpm/lru-cache@11.2.2/node_modules/src/index.ts",
    "../../../packages/core/src/planning/memory-estimate.ts",
    "../../../packages/db/src/prepared.ts",
    "../src/features/attempts/fold-learner.ts",
    "../src/app.ts",
  ];
  expect(sources.map(homeOfSource)).toStrictEqual([
    "tRPC",
    "Fastify",
    "lru-cache",
    "engine: planning",
    "packages/db",
    "api: attempts",
    "api: app",
  ]);
});
