import type { LearnerTotals } from "../record/learner-totals.ts";
import { CATEGORIES, type Category } from "../vocabulary.ts";

/** A badge and the rule by which it is earned: a declared threshold over the learner's totals. */
export interface Badge {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
  readonly isEarned: (totals: LearnerTotals) => boolean;
}

const CATEGORY_BADGES: Record<Category, readonly [name: string, icon: string]> = {
  greetings: ["Warm welcome", "hand"],
  accommodation: ["At home anywhere", "key"],
  food: ["Good appetite", "bowl"],
  transportation: ["On the road", "road"],
  shopping: ["Market day", "basket"],
  emergency: ["Ready to help", "cross"],
};

export const BADGES: readonly Badge[] = [
  {
    id: "first-answer",
    name: "First words",
    description: "Answer an exercise correctly.",
    icon: "spark",
    isEarned: (totals) => totals.right >= 1,
  },
  {
    id: "first-lesson",
    name: "First lesson",
    description: "Complete a lesson.",
    icon: "hill",
    isEarned: (totals) => totals.lessonsCompleted >= 1,
  },
  {
    id: "lessons-10",
    name: "Ten lessons",
    description: "Complete ten lessons.",
    icon: "hills",
    isEarned: (totals) => totals.lessonsCompleted >= 10,
  },
  {
    id: "items-100",
    name: "A hundred words",
    description: "Practise a hundred different words and phrases.",
    icon: "book",
    isEarned: (totals) => totals.itemsSeen >= 100,
  },
  {
    id: "streak-3",
    name: "Three days in a row",
    description: "Learn on three days in a row.",
    icon: "sun",
    isEarned: (totals) => totals.streak.longest >= 3,
  },
  {
    id: "streak-7",
    name: "A week in a row",
    description: "Learn on seven days in a row.",
    icon: "sunrise",
    isEarned: (totals) => totals.streak.longest >= 7,
  },
  ...CATEGORIES.map((category): Badge => {
    const [name, icon] = CATEGORY_BADGES[category];
    return {
      id: `situation-${category}`,
      name,
      description: `Complete three lessons on ${category}.`,
      icon,
      isEarned: (totals) => totals.completedBy[category] >= 3,
    };
  }),
  {
    id: "all-situations",
    name: "All round",
    description: "Complete a lesson in each of the six situations.",
    icon: "star",
    isEarned: (totals) => CATEGORIES.every((category) => totals.completedBy[category] >= 1),
  },
];

/** Ids of the badges that `totals` earn and that are not yet among its badges, in the catalogue's order. */
export function newBadges(totals: LearnerTotals): string[] {
  const earned: string[] = [];
  for (const { id, isEarned } of BADGES) if (isEarned(totals) && !totals.badges.includes(id)) earned.push(id);
  return earned;
}
