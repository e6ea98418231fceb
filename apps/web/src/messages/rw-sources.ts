import type { rw } from "./rw.ts";

/** The verified phrase behind each Kinyarwanda message. Not part of the page: the test and the list to check read it. */
export const rwSources: Record<keyof typeof rw, string> = {
  "language.kinyarwanda": "gre-107",
  "language.english": "gre-105",
  "language.french": "gre-106",
  "category.food": "foo-001",
  "category.emergency": "eme-006",
  "auth.username": "gre-109",
  "auth.tourist": "acc-035",
  "home.morning": "gre-003",
  "home.afternoon": "gre-005",
  "home.evening": "gre-005",
  "chart.day": "tra-107",
  "plan.now": "tra-104",
  "sitting.continue": "tra-059",
  "exercise.listen.slow": "gre-057",
};
