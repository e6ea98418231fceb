import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: ["packages/*/vitest.config.ts", "apps/*/vitest.config.ts"],
    globalSetup: ["packages/db/src/testing/global-setup.ts"],
    hookTimeout: 30_000,
    testTimeout: 30_000,
    maxWorkers: "100%",
  },
});
