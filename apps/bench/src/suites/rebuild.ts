import { EMPTY_RECORD, foldLog, type LoggedAttempt } from "@fluentfusion/core";
import { median } from "../report/statistics.ts";
import { short, type Table } from "../report/table.ts";
import type { Suite } from "../suite.ts";
import { measureStoredLog } from "./rebuild/stored-log.ts";

const LENGTHS = [1_000, 10_000, 100_000] as const;
const LESSONS = 107;
const EXERCISES = 13;
const ITEMS = 900;
const START = Date.UTC(2026, 0, 1);
const EVERY_MS = 300_000;

/** A busy learner: an answer every five minutes, in course order again and again, every fourth one wrong. */
function logOf(length: number): LoggedAttempt[] {
  return Array.from({ length }, (_, index) => {
    const at = START + index * EVERY_MS;
    const lesson = Math.floor(index / EXERCISES) % LESSONS;
    const number = index % EXERCISES;
    return {
      id: `01900000-0000-7000-8000-${index.toString(16).padStart(12, "0")}`,
      at,
      day: new Date(at).toISOString().slice(0, 10),
      timeZone: "Africa/Kigali",
      exerciseId: `exercise-${lesson}-${number}`,
      lessonId: `lesson-${lesson}`,
      itemId: `item-${(lesson * EXERCISES + number) % ITEMS}`,
      category: "greetings",
      number,
      revision: 1,
      exerciseSince: [],
      revisionBits: 2 ** EXERCISES - 1,
      outcome: index % 4 === 3 ? "wrong" : "correct",
      selfReported: false,
      practice: false,
      elapsedMs: 4_000,
    };
  });
}

/** Folding a whole log again: the arithmetic alone, by its length. */
export const rebuild: Suite = {
  name: "rebuild",
  async run(options): Promise<Table[]> {
    const { rounds, tell } = options;
    const rows: string[][] = [];
    let first = Number.NaN;
    for (const length of LENGTHS) {
      tell(`a log of ${length} answers, ${rounds} rounds`);
      const attempts = logOf(length);
      const times: number[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const startedAt = performance.now();
        foldLog(EMPTY_RECORD, { attempts, freezes: [] });
        // The first one warms up.
        if (round > 0) times.push(performance.now() - startedAt);
      }
      const each = (median(times) * 1000) / length;
      if (Number.isNaN(first)) first = each;
      rows.push([String(length), short(median(times)), short(each), short(each / first)]);
    }
    return [
      {
        title: "Folding a log again",
        columns: ["answers", "ms", "µs each", `x of ${LENGTHS[0]}`],
        rows,
        notes: ["`foldLog` of packages/core in this process; reading and writing the rows is not counted."],
      },
      await measureStoredLog(options),
    ];
  },
};
