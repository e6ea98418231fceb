import type { Recommendations } from "@fluentfusion/contract";
import {
  type FirstChoices,
  LEARNER_MODEL_POLICY,
  lessonConfidence,
  type RankedLesson,
  type Reason,
  recommend as rank,
  type Recommendation,
  seedRules,
} from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import { type Arm, assignPolicy } from "./assign-policy.ts";
import type { Engine, Standing } from "./learner-standing.ts";

/** Of what the rules might have put further down, as much is stored as the engine chooses from. */
const NEXT_BY_RULES = 50;

/** While none is published. */
const NO_MODEL = 0;

/** A list that a policy made. */
export interface Chosen {
  readonly policy: string;
  readonly modelVersion: number;
  readonly evidence: Recommendations["evidence"];
  readonly lessons: readonly (Recommendation & Partial<Pick<RankedLesson, "interval">>)[];
  /** Why to review so many items now; null where this policy sees no need. How many there are the settings say. */
  readonly review: ((items: number) => Reason) | null;
  /** What this policy might have put first. */
  readonly first: FirstChoices;
  /** What it chose the list from. */
  readonly candidates: readonly string[];
}

function byEngine({ model, version, evidence, learner, catalogue, options }: Engine, limit: number): Chosen {
  const { lessons, review, first, candidates } = rank(model, learner, catalogue, { ...options, limit });
  return {
    policy: LEARNER_MODEL_POLICY,
    modelVersion: version,
    evidence,
    lessons,
    first,
    candidates,
    review: review === null ? null : () => review.reason,
  };
}

function ruledLessons({ course, records, dismissed }: Standing, limit: number): readonly Recommendation[] {
  return seedRules.recommend({ lessons: course, records, dismissed, limit });
}

const firstByRules = (standing: Standing): FirstChoices =>
  ruledLessons(standing, 1).map(({ lessonId, propensity }) => [lessonId, propensity]);

/** Lessons with the model's confidence in them instead of the rules' constant. */
function confident(lessons: readonly Recommendation[], engine: Engine): Chosen["lessons"] {
  const { model, learner, catalogue, options } = engine;
  return lessons.map((one) => {
    const lesson = catalogue.byId.get(one.lessonId);
    if (lesson === undefined) return one;
    const { probability, interval } = lessonConfidence(model, learner, catalogue, { lesson, at: options.at });
    return { ...one, confidence: probability, interval };
  });
}

/** The rules of the original design: for newcomers, for whom an experiment gives them, and while there is no model. */
function byRules(standing: Standing, limit: number): Chosen {
  const { engine } = standing;
  const lessons = ruledLessons(standing, limit);
  return {
    policy: seedRules.name,
    modelVersion: engine?.version ?? NO_MODEL,
    evidence: engine?.evidence ?? "rule",
    lessons: engine === null ? lessons : confident(lessons, engine),
    first: firstByRules(standing),
    candidates: ruledLessons(standing, limit + NEXT_BY_RULES).map(({ lessonId }) => lessonId),
    // Whoever has no state has answered nothing, and nothing of theirs is due.
    review: standing.row.lastSeq === null ? null : (items) => ({ code: "DUE_REVIEW", params: { items } }),
  };
}

/** Who is given which policy, and by which experiment. */
interface Assignment {
  readonly policy: string;
  /** The probability with which this learner is given each policy. */
  readonly shares: Readonly<Record<string, number>>;
  readonly experiment: string | null;
}

const always = (policy: string): Assignment => ({ policy, shares: { [policy]: 1 }, experiment: null });

/**
 * Of somebody who has answered nothing the model knows nothing: the rule for newcomers says where to begin, unless a
 * placement test has. The rules know no wishes, so whoever has one is given the model, and is in no experiment meanwhile.
 */
function assignmentOf({ userId }: ActorContext["actor"], standing: Standing): Assignment {
  const { row, records, engine, wishes } = standing;
  if (engine === null) return always(seedRules.name);
  if (Object.keys(wishes).length > 0) return always(LEARNER_MODEL_POLICY);
  if (records.length === 0) return always(row.placement === null ? seedRules.name : LEARNER_MODEL_POLICY);
  if (row.experiment === null) return always(LEARNER_MODEL_POLICY);
  const { name, arms } = row.experiment as { name: string; arms: readonly Arm[] };
  return {
    policy: assignPolicy(userId, name, arms),
    shares: Object.fromEntries(arms.map(({ policy, share }) => [policy, share])),
    experiment: name,
  };
}

/** What the policy that this learner is given puts on a list. */
export function choose(
  actor: ActorContext["actor"],
  standing: Standing,
  limit: number,
): Assignment & { readonly chosen: Chosen } {
  const assignment = assignmentOf(actor, standing);
  const { engine } = standing;
  const isEngine = engine !== null && assignment.policy === LEARNER_MODEL_POLICY;
  const chosen = isEngine ? byEngine(engine, limit) : byRules(standing, limit);
  return { ...assignment, chosen };
}

/** What each policy might have put first for this learner now: those that were not asked run in shadow. */
export function choicesOf({ policy, first }: Chosen, standing: Standing): Record<string, FirstChoices> {
  const { engine } = standing;
  const choices: Record<string, FirstChoices> = { [seedRules.name]: firstByRules(standing), [policy]: first };
  if (engine !== null && policy !== LEARNER_MODEL_POLICY)
    choices[LEARNER_MODEL_POLICY] = byEngine(engine, 1).first;
  return choices;
}
