import { defineConfig } from "vitest/config";
import { FewFilesFirst } from "./scripts/few-files-first.ts";

export default defineConfig({
  test: {
    projects: ["packages/*/vitest.config.ts", "apps/*/vitest.config.ts"],
    globalSetup: ["packages/db/src/testing/global-setup.ts"],
    hookTimeout: 30_000,
    testTimeout: 30_000,
    maxWorkers: "100%",
    sequence: { sequencer: FewFilesFirst },
  },
});
