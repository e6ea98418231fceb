import { type Catalogue } from "../src/catalogue/index.ts";
import { emptyLearner, fit, observe, type LearnerState } from "../src/learner-model/index.ts";
import { planSession } from "../src/planning/index.ts";
import { recommend } from "../src/recommendation/index.ts";
import { CATEGORIES } from "../src/vocabulary.ts";

/** Milliseconds of CPU time to rank a catalogue for one learner, and to plan a sitting. */

const NOW = 1_700_000_000;
const RUNS = 101;
const ITEMS_PER_LESSON = 5;

function catalogueOf(lessons: number): Catalogue {
  const items = Array.from({ length: lessons * ITEMS_PER_LESSON }, (_, item) => ({
    id: `item ${item}`,
    skills: [`skill ${item % 50}`],
    kind: "type",
  }));
  const made = Array.from({ length: lessons }, (_, lesson) => ({
    id: `lesson ${lesson}`,
    category: CATEGORIES[lesson % CATEGORIES.length] ?? "greetings",
    difficulty: "beginner" as const,
    position: lesson,
    prerequisites: lesson >= 6 ? [`lesson ${lesson - 6}`] : [],
    minutes: 5,
    items: items.slice(lesson * ITEMS_PER_LESSON, (lesson + 1) * ITEMS_PER_LESSON).map(({ id }) => id),
  }));
  return { lessons: made, items };
}

const model = fit([]);

function learnerWith(answers: number): LearnerState {
  let state = emptyLearner();
  for (let row = 0; row < answers; row += 1) {
    const item = `item ${(row * 7) % 300}`;
    const at = NOW - 30 * 86_400 + Math.floor(row / 40) * 86_400 + (row % 40) * 10;
    state = observe(model, state, {
      item,
      skills: [],
      kind: "type",
      at,
      correct: row % 3 > 0,
      elapsedMs: 3_000,
    });
  }
  return state;
}

/** Median and least; the collection of garbage, which has threads of its own, counts. */
function timed(run: () => void): string {
  const times = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  }).toSorted((a, b) => a - b);
  return `${(times[Math.floor(RUNS / 2)] ?? 0).toFixed(2)} (${(times[0] ?? 0).toFixed(2)})`;
}

const learner = learnerWith(1_000);
process.stdout.write("    lessons      items  recommend, ms (least)  plan a sitting, ms (least)\n");
for (const lessons of [1_000, 2_500, 5_000, 10_000, 20_000]) {
  const catalogue = catalogueOf(lessons);
  const options = { at: NOW, limit: 5, goal: { at: NOW + 30 * 86_400 } };
  recommend(model, learner, catalogue, options);
  const ranking = timed(() => recommend(model, learner, catalogue, options));
  const planning = timed(() => planSession(model, learner, catalogue, { at: NOW, minutes: 15 }));
  const cells = [lessons, lessons * ITEMS_PER_LESSON, ranking, planning];
  process.stdout.write(
    `${cells.map((cell, index) => String(cell).padStart(index < 2 ? 11 : 22)).join("")}\n`,
  );
}
