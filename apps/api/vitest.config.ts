import { defineProject } from "vitest/config";
import { patience } from "../../scripts/test-patience.ts";

export default defineProject({
  test: {
    ...patience,
    // Loading the whole API anew for each file costs more than most of the files do; each builds a server of its own.
    isolate: false,
    name: "api",
    globalSetup: ["test/support/global-setup.ts"],
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
  },
});
