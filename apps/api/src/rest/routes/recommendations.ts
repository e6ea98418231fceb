import { CategoryField, DifficultyField } from "@fluentfusion/contract";
import { z } from "zod";
import { recommend } from "../../features/recommendations/recommendations.service.ts";
import { Count, IdOut } from "../route-fields.ts";
import { learnerRoute, type Route } from "../route.ts";

const SHOWN = 5;

const RecommendationOut = z
  .object({
    lesson_id: IdOut,
    title: z.string(),
    description: z.string(),
    difficulty: DifficultyField,
    category: CategoryField,
    /** Minutes. */
    duration: Count,
    reason: z.string(),
    confidence: z.number().min(0).max(1),
  })
  .meta({ id: "Recommendation" });

/** The sentences of the original API; codes that it did not have got one of their own. */
const SENTENCES: Readonly<Record<string, string>> = {
  NEW_LEARNER: "Perfect for beginners",
  PLACED: "Where your placement test found you",
  EXCELLENT_PROGRESS: "Based on your excellent progress",
  PRACTICE: "Practice makes perfect",
  CONTINUE: "Continue where you left off",
  WIDER: "Something new at another level",
  READY_NEXT: "You are ready for this one",
  DUE_REVIEW: "Some of this is about to be forgotten",
  TRIP_DEADLINE: "Your trip is near",
  WEAK_SKILL: "A situation where you missed some answers",
  GOAL_FIT: "A situation that you are going to need",
  EXPLORE: "Something different, to find out what helps you",
};

export const recommendationRoutes: readonly Route[] = [
  learnerRoute(
    {
      method: "GET",
      path: "/api/recommendations",
      summary: "At most five lessons to take next",
      tag: "recommendations",
      status: 200,
      output: z.array(RecommendationOut),
    },
    async (request) => {
      const { items } = await recommend(request, SHOWN);
      return items.map(({ lesson, reason, confidence }) => ({
        lesson_id: lesson.id,
        title: lesson.title,
        description: lesson.description,
        difficulty: lesson.difficulty,
        category: lesson.category,
        duration: lesson.durationMinutes,
        reason: SENTENCES[reason.code] ?? "Recommended for you",
        confidence,
      }));
    },
  ),
];
