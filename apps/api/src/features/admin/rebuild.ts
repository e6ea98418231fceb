import type { RebuildInput, RebuildPage } from "@fluentfusion/contract";
import type { LearnerRecord } from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import { foldStored, saveFolded } from "../attempts/fold-learner.ts";
import {
  findItems,
  type LearnerRow,
  listLearnerIds,
  lockLearner,
  readRecord,
  type Tx,
} from "../attempts/record.queries.ts";
import { recordDeed } from "../audit/audit.queries.ts";

/** Sorts what a database gives in any order. */
const sorted = (entries: Iterable<unknown>) => [...entries].map((entry) => JSON.stringify(entry)).toSorted();

const hex = (bytes: Uint8Array | null) => (bytes === null ? "" : Buffer.from(bytes).toString("hex"));

/** What the learner model knows, as text; "" where it was made by another model than the one published. */
function tracesOf({ traces, model }: LearnerRow, items: ReadonlyMap<string, Uint8Array>): string {
  if (model === null || traces.modelVersion !== model.version) return "";
  const { trace, skillTraces } = traces;
  const packed = sorted([...items].map(([id, bytes]) => [id, hex(bytes)]));
  return [hex(trace), hex(skillTraces), ...packed].join("\n");
}

/** The parts of a record, each as text that is equal only if the part is equal to the last bit. */
function partsOf(record: LearnerRecord, place: unknown): Record<string, string> {
  const { totals, lessons, items, earnings, days } = record;
  const xp = earnings.flatMap(({ attemptId, at, day, xp: entries }) =>
    entries.map(({ key, amount }) => [attemptId, at, day, key, amount]),
  );
  const badges = earnings.flatMap(({ attemptId, at, badges: ids }) => ids.map((id) => [attemptId, at, id]));
  return {
    // The order of keys in stored JSON is PostgreSQL's own.
    totals: canonical(totals),
    lessons: sorted([...lessons].map(([id, state]) => [id, canonical(state)])).join("\n"),
    items: sorted([...items].map(([id, state]) => [id, canonical(state)])).join("\n"),
    xp: sorted(xp).join("\n"),
    badges: sorted(badges).join("\n"),
    days: sorted(days).join("\n"),
    place: canonical(place),
  };
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The parts of a learner's stored record that are not what the log says; mends them unless only asked. */
async function rebuildLearner(tx: Tx, learnerId: string, check: boolean): Promise<string[]> {
  const learner = await lockLearner(tx, learnerId);
  const stored = partsOf(await readRecord(tx, learnerId, learner.totals), learner.place);
  const fresh = await foldStored(tx, learnerId, learner);
  const right = partsOf(fresh.record, fresh.learner.place);
  const storedTraces = tracesOf(learner, (await findItems(tx, learnerId, "all")).traces);
  if (storedTraces !== "") {
    stored["traces"] = storedTraces;
    right["traces"] = tracesOf(fresh.learner, fresh.itemTraces);
  }
  const different = Object.keys(right).filter((part) => right[part] !== stored[part]);
  if (different.length > 0 && !check) await saveFolded(tx, learnerId, fresh);
  return different;
}

/** Folds logs again and compares what is stored with what they say, one learner after another. */
export async function rebuild({ deps, actor }: ActorContext, input: RebuildInput): Promise<RebuildPage> {
  const { learnerId, cursor, limit, check } = input;
  const ids =
    learnerId === undefined ? await listLearnerIds(deps.db, cursor ?? null, limit + 1) : [learnerId];
  const page = ids.slice(0, limit);
  const different: RebuildPage["different"] = [];
  for (const id of page) {
    const parts = await deps.db.transaction(async (tx) => {
      const found = await rebuildLearner(tx, id, check);
      if (found.length > 0 && !check) {
        const deed = { id: deps.newId(), at: deps.now(), actorId: actor.userId, subjectId: id };
        await recordDeed(tx, { ...deed, action: "record.rebuilt", detail: { parts: found.join(" ") } });
      }
      return found;
    });
    if (parts.length > 0) different.push({ learnerId: id, parts });
  }
  return {
    checked: page.length,
    different,
    nextCursor: ids.length > limit ? (page.at(-1) ?? null) : null,
  };
}
