import { BELIEF_PRECISION, type Belief } from "./belief.ts";
import type { ItemTrace } from "./item-trace.ts";
import type { PersistentMap } from "./persistent-map.ts";
import type { Personal } from "./personal.ts";
import {
  COUNT,
  LOG_TIME,
  MOMENT,
  OUTCOME,
  ROWS,
  SHARE,
  STREAK,
  SURPRISE,
  type Precisions,
} from "./precision.ts";
import { CORRECTION_PRECISION, NO_CORRECTIONS, type CorrectionTrace } from "./correction-trace.ts";
import { NEW_TEMPO, TEMPO_PRECISION, type Tempo } from "./tempo.ts";
import { TRAITS } from "./traits.ts";

/** What is known of a learner over all items. */
export interface AbilityTrace {
  /** Rows so far, studies included. */
  readonly rows: number;
  readonly answers: number;
  readonly lastAt: number;
  readonly sessionAt: number;
  readonly ability: Belief;
  /** Ability at the first meeting with an item: prior knowledge rather than learning. */
  readonly priorKnowledge: Belief;
  /** What items measure beside ability; see `ItemFacts.loadings`. */
  readonly traits: readonly Belief[];
  /** Moving averages of outcomes (1 or 0): a fifth, a twentieth, a hundredth new. */
  readonly quick: number;
  readonly middle: number;
  readonly slow: number;
  /** Right answers in a row, negative for wrong ones. */
  readonly streak: number;
  /** Moving average of outcome minus rating: what the rating misses of late. */
  readonly surprise: number;
  /** Share of rows that are first meetings, of late. */
  readonly novelty: number;
  /** log of milliseconds: moving average, that of the distance from it, and the last; how many there were. */
  readonly time: number;
  readonly timeSpread: number;
  readonly lastTime: number;
  readonly times: number;
  readonly tempo: Tempo;
  readonly corrections: CorrectionTrace;
}

export interface SkillTrace {
  /** Rows that named it, studies included. */
  readonly rows: number;
  readonly answers: number;
  readonly rights: number;
  /** Moving average of outcomes (1 or 0), a fifth new. */
  readonly quick: number;
  /** +1, -1, 0 for none yet. */
  readonly last: number;
  readonly lastAt: number;
  readonly lastRow: number;
  readonly knowledge: Belief;
}

export interface LearnerState {
  readonly learner: AbilityTrace;
  readonly personal: Personal;
  readonly items: PersistentMap<ItemTrace>;
  readonly skills: PersistentMap<SkillTrace>;
}

export const NEW_SKILL: SkillTrace = {
  rows: 0,
  answers: 0,
  rights: 0,
  quick: 0.5,
  last: 0,
  lastAt: 0,
  lastRow: 0,
  knowledge: { mean: 0, variance: 0.5 },
};

export const NEW_LEARNER: AbilityTrace = {
  rows: 0,
  answers: 0,
  lastAt: 0,
  sessionAt: 0,
  ability: { mean: 0, variance: 1 },
  priorKnowledge: { mean: 0, variance: 1 },
  traits: Array.from({ length: TRAITS }, () => ({ mean: 0, variance: 1 })),
  quick: 0.5,
  middle: 0.5,
  slow: 0.5,
  streak: 0,
  surprise: 0,
  novelty: 1,
  time: 0,
  timeSpread: 1,
  lastTime: 0,
  times: 0,
  tempo: NEW_TEMPO,
  corrections: NO_CORRECTIONS,
};

export const SKILL_PRECISION: Precisions<SkillTrace> = {
  rows: COUNT,
  answers: COUNT,
  rights: COUNT,
  quick: SHARE,
  last: OUTCOME,
  lastAt: MOMENT,
  lastRow: ROWS,
  knowledge: BELIEF_PRECISION,
};

export const LEARNER_PRECISION: Precisions<AbilityTrace> = {
  rows: ROWS,
  answers: ROWS,
  lastAt: MOMENT,
  sessionAt: MOMENT,
  ability: BELIEF_PRECISION,
  priorKnowledge: BELIEF_PRECISION,
  traits: NEW_LEARNER.traits.map(() => BELIEF_PRECISION),
  quick: SHARE,
  middle: SHARE,
  slow: SHARE,
  streak: STREAK,
  surprise: SURPRISE,
  novelty: SHARE,
  time: LOG_TIME,
  timeSpread: LOG_TIME,
  lastTime: LOG_TIME,
  times: COUNT,
  tempo: TEMPO_PRECISION,
  corrections: CORRECTION_PRECISION,
};
