import type {
  Experiment,
  ExperimentInput,
  ExperimentReport,
  StartExperimentInput,
} from "@fluentfusion/contract";
import { comparePolicies, LEARNER_MODEL_POLICY, type LoggedChoice, seedRules } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import {
  endExperiment,
  type ExperimentRow,
  findExperiment,
  insertExperiment,
  listChoices,
  listExperiments as findExperiments,
} from "./experiments.queries.ts";

const SHOWN = 50;

/** A recommendation has this long to be followed and passed; younger ones are not judged yet. */
const REWARD_DAYS = 7;
const DAY_MS = 86_400_000;

/** What a report reads at the most, by whole pages: 500 learners with 40 impressions each, or more with fewer. */
const MOST_CHOICES = 20_000;
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

async function readChoices({ deps }: ActorContext, name: string): Promise<LoggedChoice[]> {
  const before = new Date(deps.now().getTime() - REWARD_DAYS * DAY_MS);
  const log: LoggedChoice[] = [];
  let after: { learner: string; id: string } | null = null;
  while (log.length < MOST_CHOICES) {
    const rows = await listChoices(deps.db, { name, before, days: REWARD_DAYS }, after, PAGE);
    for (const row of rows) {
      const { learner, action, choices, passed } = row;
      log.push({ learner, action, choices, reward: passed ? 1 : 0, propensity: propensityOf(row) });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = { learner: last.learner, id: last.id };
  }
  return log;
}

/**
 * Judges the learner model against the original rules by what came of first recommendations. Says so where there is too
 * little to say anything. Throws NOT_FOUND.
 */
export async function reportExperiment(
  ctx: ActorContext,
  { name }: ExperimentInput,
): Promise<ExperimentReport> {
  const row = await findExperiment(ctx.deps.db, name);
  if (row === null) throw new DomainError("NOT_FOUND");
  const comparison = comparePolicies(await readChoices(ctx, name), seedRules.name, LEARNER_MODEL_POLICY);
  const [least, most] = comparison.interval;
  return { ...comparison, interval: [least, most], experiment: toExperiment(row) };
}
