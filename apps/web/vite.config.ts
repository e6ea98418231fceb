import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";
import { pagePolicy } from "./scripts/page-policy.ts";
import { pagePreloads } from "./scripts/page-preloads.ts";
import { serviceWorker } from "./scripts/service-worker.ts";
import { withoutStacks } from "./scripts/without-stacks.ts";

const api = `http://127.0.0.1:${process.env["PORT"] ?? "8000"}`;

/** The page and the API share one origin, as in production, so that the refresh cookie needs no cross-site rules. */
const proxy = Object.fromEntries(
  ["/trpc", "/api", "/docs", "/redoc", "/openapi.json"].map((path) => [path, api]),
);

/**
 * What is fetched together. On a bad network each further request is one more that can fail, and a phone works some 5 ms on
 * each: so what every visit needs is one piece, and what pages share comes in a few.
 */
const PIECES = [
  { name: "app", tags: ["$initial" as const], priority: 6 },
  {
    name: "charts",
    test: /\/src\/ui\/charts\/drawn\/|node_modules\/(?:@visx|d3-|internmap|classnames)/,
    priority: 5,
  },
  {
    name: "dialog",
    test: /@base-ui\/.*(?:dialog|popups|[Ss]tore|Floating|Backdrop|Scroll|hooks\/)|\/src\/ui\/dialog/,
    priority: 4,
  },
  { name: "number-field", test: /number-field|usePressAndHold|useRegisterFieldControl/, priority: 4 },
  {
    name: "tabs",
    test: /@base-ui\/.*(?:\/tabs\/|\/composite\/(?:list|item|root)\/(?!CompositeRootContext))|\/src\/ui\/tabs\.tsx/,
    priority: 4,
  },
  { name: "controls", test: /@base-ui\/|@floating-ui\//, priority: 3 },
  {
    name: "exercises",
    test: /\/src\/features\/(?:sitting|flight)\/|\/core\/src\/grading\//,
    minShareCount: 2,
    priority: 2,
  },
  {
    name: "staff",
    test: /\/src\/features\/(?:staff|authoring|operator|teams)\//,
    minShareCount: 2,
    priority: 1,
  },
  { name: "shared", minShareCount: 2, priority: 0 },
];

export default defineConfig(({ command }) => ({
  // The policy last: it names the page's scripts by their hashes.
  plugins: [react(), withoutStacks(), pagePreloads(), pagePolicy(), serviceWorker()],
  // While developing, the workspace's packages are read as sources, so nothing has to be built first.
  resolve: {
    conditions: [...(command === "serve" ? ["source"] : []), ...defaultClientConditions],
    alias: { "@visx/text": fileURLToPath(new URL("src/ui/charts/drawn/axis-text.tsx", import.meta.url)) },
  },
  build: {
    // One style sheet of 8 kB compressed: a page then asks for none of its own.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        entryFileNames: "assets/app-[hash].js",
        codeSplitting: { includeDependenciesRecursively: false, groups: PIECES },
      },
    },
  },
  server: { port: Number(process.env["WEB_PORT"] ?? "5173"), strictPort: true, proxy },
  preview: { proxy },
}));
