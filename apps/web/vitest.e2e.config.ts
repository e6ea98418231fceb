import { defineConfig } from "vitest/config";
import { patience } from "../../scripts/test-patience.ts";

export default defineConfig({
  test: {
    ...patience,
    name: "web-e2e",
    include: ["e2e/**/*.test.ts"],
    globalSetup: ["e2e/support/global.ts"],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    // The course is read, and the browser's driver loaded, once; each file has a connection and pages of its own.
    isolate: false,
  },
});
