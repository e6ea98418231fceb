import { writeFile } from "node:fs/promises";
import { fit, type LearnerEvent } from "@fluentfusion/core";
import { itemIdOf } from "../src/features/lessons/publish-items.queries.ts";
import { KIND, skillsOf } from "../src/features/models/learner-traces.ts";
import { readStarterCourse } from "../src/starter-course.ts";

/**
 * Makes the model that an installation begins with, `src/features/models/prior.json`: fitted on simulated learners of the
 * starter course, until there are enough real ones. Deterministic.
 */

const LEARNERS = 120;
const DAYS = 21;
const ANSWERS_A_DAY = 14;
const DAY = 86_400;
const DIFFICULTY = { beginner: 0.6, intermediate: 0, advanced: -0.6 } as const;

/** Mulberry32 (Ettinger 2017). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const { built: course } = await readStarterCourse();
const random = randomOf(20_261_123);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
const ease = new Map(course.items.map(({ slug }) => [slug, 0.5 * normal()]));

interface Memory {
  strength: number;
  at: number;
}

/** A learner goes through a course in its order, most days, and again through what is forgotten most. */
function* live(learner: string): Generator<LearnerEvent> {
  const [ability, memory, diligence] = [normal() * 0.8, Math.exp(normal() * 0.5), 0.5 + random() / 2];
  const pairs = [...new Set(course.lessons.map(({ slug }) => slug.split("/")[0]))];
  const pair = pairs[Math.floor(random() * pairs.length)];
  const taught = course.lessons.filter(({ slug }) => slug.split("/")[0] === pair);
  const unmet = taught.flatMap(({ category, difficulty, exercises }) =>
    [...new Set(exercises.flatMap(({ itemSlug }) => itemSlug ?? []))].map((slug) => ({
      slug,
      category,
      difficulty,
    })),
  );
  const met = new Map<(typeof unmet)[number], Memory>();
  for (let day = 0; day < DAYS; day += 1) {
    if (random() > diligence) continue;
    let at = Math.round((day + 0.3 + 0.4 * random()) * DAY);
    const recallOf = ({ strength, at: last }: Memory) => 2 ** -((at - last) / DAY / strength);
    for (let answer = 0; answer < ANSWERS_A_DAY; answer += 1) {
      const weakest = [...met].toSorted(([, a], [, b]) => recallOf(a) - recallOf(b))[0];
      const isReview = weakest !== undefined && (recallOf(weakest[1]) < 0.7 || unmet.length === 0);
      const item = isReview ? weakest[0] : unmet.shift();
      if (item === undefined) break;
      const known = met.get(item);
      const recall = known === undefined ? 0 : recallOf(known);
      const base = ability + DIFFICULTY[item.difficulty] + (ease.get(item.slug) ?? 0) - 0.8;
      const correct = random() < recall + (1 - recall) * 0.9 * sigmoid(base);
      const growth = correct ? 1 + 1.6 * (1.2 - recall) : 0.7;
      met.set(item, { strength: Math.max(0.3, (known?.strength ?? 0.8 * memory) * growth), at });
      const elapsedMs = Math.round(1_000 * Math.exp(1.3 + (correct ? 0 : 0.4) + 0.3 * normal()));
      const skills = skillsOf(item.category);
      yield { learner, item: itemIdOf(item.slug), skills, kind: KIND, at, correct, elapsedMs };
      at += Math.round(elapsedMs / 1_000) + 4;
    }
  }
}

function* log(): Generator<LearnerEvent> {
  for (let learner = 0; learner < LEARNERS; learner += 1) yield* live(`simulated ${learner}`);
}

const model = fit(log());
const rounded = JSON.stringify(model, (_key, value: unknown) =>
  typeof value === "number" ? Number(value.toPrecision(6)) : value,
);
await writeFile(new URL("../src/features/models/prior.json", import.meta.url), `${rounded}\n`);
console.log(`${model.rows} answers of ${model.learners} learners, ${rounded.length} bytes`);
