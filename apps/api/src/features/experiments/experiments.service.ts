import type {
  Experiment,
  ExperimentInput,
  ExperimentReport,
  StartExperimentInput,
} from "@fluentfusion/contract";
import { compareByBatches, LEARNER_MODEL_POLICY, type LoggedChoice, seedRules } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import {
  type ChoicesOf,
  endExperiment,
  type ExperimentRow,
  findExperiment,
  insertExperiment,
  listChoices,
  listExperiments as findExperiments,
  type Tx,
} from "./experiments.queries.ts";

const SHOWN = 50;

/** A recommendation has this long to be followed and passed; younger ones are not judged yet. */
const REWARD_DAYS = 7;
const DAY_MS = 86_400_000;

/** Impressions in memory at a time. */
const PAGE = 1_000;

function toExperiment({ name, arms, startedAt, endedAt }: ExperimentRow): Experiment {
  return {
    name,
    // Stored JSON has an order of keys of its own.
    arms: (arms as Experiment["arms"]).map(({ policy, share }) => ({ policy, share })),
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

export async function listExperiments({ deps }: ActorContext): Promise<Experiment[]> {
  return (await findExperiments(deps.db, SHOWN)).map(toExperiment);
}

/**
 * From now on learners are parted between policies, each always given the same one. Safe to repeat.
 *
 * Throws EXPERIMENT_CONFLICT while another one is running, or where the name was used for other arms.
 */
export async function startExperiment(ctx: ActorContext, input: StartExperimentInput): Promise<Experiment> {
  const { deps, actor } = ctx;
  const { name, arms } = input;
  return deps.db.transaction(async (tx) => {
    const known = await findExperiment(tx, name);
    if (known !== null) {
      const isSame =
        known.endedAt === null && JSON.stringify(toExperiment(known).arms) === JSON.stringify(arms);
      if (!isSame) throw new DomainError("EXPERIMENT_CONFLICT");
      return toExperiment(known);
    }
    const at = deps.now();
    const started = await insertExperiment(tx, { name, arms, startedAt: at });
    if (started === null) throw new DomainError("EXPERIMENT_CONFLICT");
    const detail = Object.fromEntries(arms.map(({ policy, share }) => [policy, share]));
    const deed = { id: deps.newId(), at, actorId: actor.userId, subjectId: name };
    await recordDeed(tx, { ...deed, action: "experiment.started", detail });
    return toExperiment(started);
  });
}

/** Everybody is given the learner model again. Safe to repeat. Throws NOT_FOUND. */
export async function stopExperiment({ deps, actor }: ActorContext, { name }: ExperimentInput) {
  return deps.db.transaction(async (tx) => {
    const at = deps.now();
    if (await endExperiment(tx, name, at)) {
      const deed = { id: deps.newId(), at, actorId: actor.userId, subjectId: name };
      await recordDeed(tx, { ...deed, action: "experiment.ended" });
    }
    const ended = await findExperiment(tx, name);
    if (ended === null) throw new DomainError("NOT_FOUND");
    return toExperiment(ended);
  });
}

/** What is put first with which probability, over the chance of being given each policy. */
function propensityOf({ action, choices, shares }: Awaited<ReturnType<typeof listChoices>>[number]): number {
  return Object.entries(shares).reduce((sum, [policy, share]) => {
    const chosen = (choices[policy] ?? []).find(([lessonId]) => lessonId === action);
    return sum + share * (chosen?.[1] ?? 0);
  }, 0);
}

/** All of an experiment, page by page. */
async function* readChoices(tx: Tx, experiment: ChoicesOf): AsyncGenerator<LoggedChoice[]> {
  let after: { learner: string; id: string } | null = null;
  for (;;) {
    const rows = await listChoices(tx, experiment, after, PAGE);
    yield rows.map((row) => {
      const { learner, action, choices, passed } = row;
      return { learner, action, choices, reward: passed ? 1 : 0, propensity: propensityOf(row) };
    });
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = { learner: last.learner, id: last.id };
  }
}

/**
 * Judges the learner model against the original rules by what came of first recommendations. Says so where there is too
 * little to say anything. Reads the experiment twice, as it was at one moment. Throws NOT_FOUND.
 */
export async function reportExperiment(
  ctx: ActorContext,
  { name }: ExperimentInput,
): Promise<ExperimentReport> {
  const row = await findExperiment(ctx.deps.db, name);
  if (row === null) throw new DomainError("NOT_FOUND");
  const before = new Date(ctx.deps.now().getTime() - REWARD_DAYS * DAY_MS);
  const comparison = await ctx.deps.db.transaction(
    (tx) =>
      compareByBatches(
        () => readChoices(tx, { name, before, days: REWARD_DAYS }),
        seedRules.name,
        LEARNER_MODEL_POLICY,
      ),
    { accessMode: "read only", isolationLevel: "repeatable read" },
  );
  const [least, most] = comparison.interval;
  return { ...comparison, interval: [least, most], experiment: toExperiment(row) };
}
