import type { Command } from "../command.ts";

export const lessons: Command = {
  name: "lessons",
  usage: "lessons",
  summary: "List the lessons of your course",
  async run({ client, output }) {
    const rows: Record<string, string | number>[] = [];
    let cursor: number | null = 0;
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof client.api.lessons.list.query>> =
        await client.api.lessons.list.query({
          cursor,
          limit: 100,
        });
      for (const lesson of page.items) {
        const { title, category, difficulty, exerciseCount, revision, id } = lesson;
        rows.push({ title, category, difficulty, exercises: exerciseCount, revision, id });
      }
      cursor = page.nextCursor;
    }
    output.table(rows);
  },
};

export const recommend: Command = {
  name: "recommend",
  usage: "recommend",
  summary: "Show what to do next, and why",
  async run({ client, output }) {
    const list = await client.api.recommendations.list.query({});
    output.answer(list, () => {
      output.table(
        list.items.map(({ lesson, reason, confidence }) => ({
          title: lesson.title,
          category: lesson.category,
          difficulty: lesson.difficulty,
          reason: reason.code,
          confidence,
          id: lesson.id,
        })),
      );
      if (list.review !== null) output.say(`${list.review.items} items are due for review.`);
      output.say(`Policy: ${list.policy}`);
    });
  },
};

export const progress: Command = {
  name: "progress",
  usage: "progress",
  summary: "Show where you stand, by situation",
  async run({ client, output }) {
    const summary = await client.api.progress.summary.query();
    output.answer(summary, () => {
      output.table(
        summary.situations.map(({ category, lessonsCompleted, lessonsTotal, itemsSeen }) => ({
          situation: category,
          lessons: `${lessonsCompleted}/${lessonsTotal}`,
          items: itemsSeen,
        })),
      );
      output.say(`${summary.xp} XP, ${summary.streak.days} days in a row, ${summary.itemsDue} items due.`);
    });
  },
};
