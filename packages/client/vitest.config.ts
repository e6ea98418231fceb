import { defineProject } from "vitest/config";
import { patience } from "../../scripts/test-patience.ts";

export default defineProject({
  test: {
    ...patience,
    // What one file changes it changes back, and loading anew what they test costs more than most of them do.
    isolate: false,
    name: "client",
    // The API's own, for what starts it as a process.
    globalSetup: ["../../apps/api/test/support/global-setup.ts"],
    include: ["test/**/*.test.ts"],
  },
});
