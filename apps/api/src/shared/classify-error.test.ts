import { expect, test } from "vitest";
import { toDomainError } from "./classify-error.ts";

const broken = (constraint: string) =>
  new Error("Failed query", {
    cause: Object.assign(new Error("violates"), { code: "23503", constraint_name: constraint }),
  });

test("what a call writes for an account that was deleted meanwhile is refused as nobody's", () => {
  expect(toDomainError(broken("recommendation_impressions_learner_id_users_id_fk")).code).toBe(
    "UNAUTHENTICATED",
  );
  expect(toDomainError(broken("attempts_exercise_id_exercises_id_fk")).code).toBe("INTERNAL");
});
