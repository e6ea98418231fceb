import { v7 as uuidV7 } from "uuid";
import { DAY_MS, localDay, type Rows } from "./world.ts";

/** What learners look at and set. */
export const LEARNING: Rows = {
  "lessons.list": [
    0,
    async ({ learner }) =>
      () =>
        learner.client.lessons.list.query({ limit: 3 }),
  ],
  "lessons.get": [
    0,
    async ({ learner, lessonId }) =>
      () =>
        learner.client.lessons.get.query({ lessonId }),
  ],
  "lessons.search": [
    0,
    async ({ learner }) =>
      () =>
        learner.client.lessons.search.query({ text: "hello" }),
  ],
  "progress.summary": [
    5,
    async ({ learner }) =>
      () =>
        learner.client.progress.summary.query(),
  ],
  "progress.situation": [
    2,
    async ({ learner }) =>
      () =>
        learner.client.progress.situation.query({ category: "greetings" }),
  ],
  "progress.history": [
    2,
    async ({ learner }) =>
      () =>
        learner.client.progress.history.query(),
  ],
  "progress.report": [
    3,
    async ({ learner }) =>
      () =>
        learner.client.progress.report.query({}),
  ],
  "streak.get": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.streak.get.query(),
  ],
  "streak.useFreeze": [
    8,
    async (world) => {
      const { client, answer } = await world.person();
      for (let day = 8; day >= 2; day -= 1)
        await client.attempts.submit.mutate({
          ...answer(),
          answeredAt: new Date(Date.now() - day * DAY_MS).toISOString(),
        });
      return () => client.streak.useFreeze.mutate({ id: uuidV7(), day: localDay(1) });
    },
  ],
  "xp.ledger": [
    2,
    async ({ learner }) =>
      () =>
        learner.client.xp.ledger.query(),
  ],
  "badges.list": [
    0,
    async ({ learner }) =>
      () =>
        learner.client.badges.list.query(),
  ],
  "badges.mine": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.badges.mine.query(),
  ],
  "recommendations.list": [
    2,
    async ({ learner }) =>
      () =>
        learner.client.recommendations.list.query(),
  ],
  "recommendations.why": [
    1,
    async ({ learner, lessonId }) =>
      () =>
        learner.client.recommendations.why.query({ lessonId }),
  ],
  "recommendations.whyNot": [
    1,
    async ({ learner, lessonId }) =>
      () =>
        learner.client.recommendations.whyNot.query({ lessonId }),
  ],
  "recommendations.wish": [
    1,
    async ({ learner, lessonId }) =>
      () =>
        learner.client.recommendations.wish.mutate({ lessonId }),
  ],
  "recommendations.dismiss": [
    1,
    async ({ learner, lessonId }) =>
      () =>
        learner.client.recommendations.dismiss.mutate({ lessonId }),
  ],
  "reviews.due": [
    2,
    async ({ learner }) =>
      () =>
        learner.client.reviews.due.query(),
  ],
  "reviews.forecast": [
    2,
    async ({ learner }) =>
      () =>
        learner.client.reviews.forecast.query({}),
  ],
  "reviews.memory": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.reviews.memory.query({}),
  ],
  "reviews.settings": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.reviews.settings.mutate({ dailyCap: 30 }),
  ],
  "plan.get": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.plan.get.query(),
  ],
  "plan.set": [
    2,
    async ({ learner }) =>
      () =>
        learner.client.plan.set.mutate({ arrivalOn: localDay(-30), minutesPerDay: 20 }),
  ],
};
