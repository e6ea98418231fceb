import { defineProject } from "vitest/config";

export default defineProject({
  test: { name: "curriculum", include: ["test/**/*.test.ts"] },
});
