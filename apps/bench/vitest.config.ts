import { defineProject } from "vitest/config";
import { patience } from "../../scripts/test-patience.ts";

export default defineProject({
  test: { ...patience, name: "bench", include: ["test/**/*.test.ts"] },
});
