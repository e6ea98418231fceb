import { hashText } from "../persistent-map.ts";
import type { LearnerEvent } from "../event.ts";

/** Above this many rows, learners are sampled: time and memory of a fit stay bounded for a log of any size. */
const MAX_ROWS = 400_000;

/** Names as small numbers, in order of appearance. */
export class Names {
  readonly #index = new Map<string, number>();
  readonly list: string[] = [];

  of(name: string): number {
    const known = this.#index.get(name);
    if (known !== undefined) return known;
    this.#index.set(name, this.list.length);
    return this.list.push(name) - 1;
  }
}

/** A row as numbers: indexes into the store's names. */
export interface LogRow {
  readonly learner: number;
  readonly item: number;
  readonly skillSet: number;
  readonly kind: number;
  readonly at: number | null;
  readonly correct: boolean | null;
  readonly elapsedMs: number | null;
}

/** A log in memory, at most `MAX_ROWS` rows of whole learners, chosen by a hash of their names. */
export class LogStore {
  readonly learners = new Names();
  readonly items = new Names();
  readonly skills = new Names();
  readonly kinds = new Names();
  /** Skills of each distinct list of skills. */
  readonly skillSets: (readonly number[])[] = [];
  readonly #skillSetNames = new Names();
  readonly #maxRows: number;
  #rows: LogRow[] = [];
  /** A learner is kept while the hash of its name has this many zero bits at its end. */
  #sampledBits = 0;

  constructor(maxRows = MAX_ROWS) {
    this.#maxRows = maxRows;
  }

  get size(): number {
    return this.#rows.length;
  }

  add(event: LearnerEvent): void {
    if (!this.#keeps(event.learner)) return;
    this.#rows.push({
      learner: this.learners.of(event.learner),
      item: this.items.of(event.item),
      skillSet: this.#skillSetOf(event.skills),
      kind: this.kinds.of(event.kind),
      at: event.at,
      correct: event.correct,
      elapsedMs: event.elapsedMs,
    });
    while (this.#rows.length > this.#maxRows && this.#sampledBits < 20) this.#halve();
  }

  /** Rows of each learner in the order they came, learners in the order they first came. */
  byLearner(): LogRow[][] {
    const groups: LogRow[][] = this.learners.list.map(() => []);
    for (const row of this.#rows) groups[row.learner]?.push(row);
    return groups;
  }

  #keeps(learner: string): boolean {
    return this.#sampledBits === 0 || hashText(learner) % 2 ** this.#sampledBits === 0;
  }

  #halve(): void {
    this.#sampledBits += 1;
    this.#rows = this.#rows.filter((row) => this.#keeps(this.learners.list[row.learner] ?? ""));
  }

  #skillSetOf(skills: readonly string[]): number {
    const set = this.#skillSetNames.of(skills.join(";"));
    if (set === this.skillSets.length) this.skillSets.push(skills.map((skill) => this.skills.of(skill)));
    return set;
  }
}

/** The skills of each distinct list of skills, by number. */
export type SkillSets = readonly (readonly number[])[];
