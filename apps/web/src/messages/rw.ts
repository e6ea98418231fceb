import type { Messages } from "./catalogue.ts";

/**
 * Only what the verified material has for exactly this meaning; everything else stays English until a speaker has
 * written it. Where each form comes from is in `rw-sources.ts`.
 */
export const rw = {
  "language.kinyarwanda": "Ikinyarwanda",
  "language.english": "Icyongereza",
  "language.french": "Igifaransa",
  "category.food": "Ibiryo",
  "category.emergency": "Ubutabazi",
  "auth.username": "Izina",
  "auth.tourist": "Umukerarugendo",
  "home.morning": "Mwaramutse",
  "home.afternoon": "Mwiriwe",
  "home.evening": "Mwiriwe",
  "chart.day": "Umunsi",
  "plan.now": "Uyu munsi",
  "sitting.continue": "Komeza",
  "exercise.listen.slow": "Buhoro",
} satisfies Partial<Messages>;
