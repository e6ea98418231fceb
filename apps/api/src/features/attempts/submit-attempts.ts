import type { AttemptReceipt, SubmitAttemptInput } from "@fluentfusion/contract";
import type { LoggedAttempt } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import { answersWaiting } from "../../metrics/counters.ts";
import { gatherer } from "../../shared/gather.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { lockSittings, recordInSittings } from "../sittings/sitting-progress.ts";
import type { SittingRow } from "../sittings/sittings.queries.ts";
import { toReceipt } from "./attempt-receipt.ts";
import { findAttempts, insertAttempts, type StoredAttempt } from "./attempts.queries.ts";
import { foldIn } from "./fold-learner.ts";
import { type Graded, gradeSubmission, toLogged, toRow } from "./grade-submission.ts";
import { lockLearner, type Tx } from "./record.queries.ts";
import { refused, type Taken } from "./taken.ts";

type Submitted = Taken<AttemptReceipt>;

/** Ids that belong to somebody else, found only when the answers were to be stored: all is rolled back and done without. */
class TakenIds extends Error {
  readonly ids: ReadonlySet<string>;

  constructor(ids: ReadonlySet<string>) {
    super("ids are taken");
    this.ids = ids;
  }
}

interface Fresh {
  readonly graded: Graded;
  readonly attempt: LoggedAttempt;
  readonly sitting: SittingRow | null;
}

type Results = ReadonlyMap<Graded, Submitted>;

/** What the answers to the same id have become: the first that came stands for it. */
function sortOut(
  all: readonly Graded[],
  stored: readonly StoredAttempt[],
  sittings: ReadonlyMap<string, SittingRow>,
  learnerId: string,
) {
  const known = new Map(stored.map((row) => [row.id, row]));
  const firsts = new Map<string, Graded>();
  const results = new Map<Graded, Submitted>();
  const fresh: Fresh[] = [];
  for (const graded of all) {
    const { id, sittingId } = graded.input;
    const row = known.get(id);
    const first = firsts.get(id);
    const sitting = sittingId === null ? null : sittings.get(sittingId);
    if (row !== undefined) {
      const isRepeat = row.learnerId === learnerId && row.bodyHash === graded.bodyHash;
      const receipt = row.receipt as AttemptReceipt;
      results.set(graded, isRepeat ? { ok: true, receipt } : refused(new DomainError("ATTEMPT_CONFLICT")));
    } else if (first !== undefined) {
      if (first.bodyHash !== graded.bodyHash)
        results.set(graded, refused(new DomainError("ATTEMPT_CONFLICT")));
    } else if (sitting === undefined) {
      results.set(graded, refused(new DomainError("SITTING_NOT_FOUND")));
    } else {
      firsts.set(id, graded);
      fresh.push({ graded, attempt: toLogged(graded, sitting?.mode === "practice"), sitting });
    }
  }
  return { results, firsts, fresh };
}

/** Stores what is new of a learner's answers, under the learner's lock. */
async function store(tx: Tx, learnerId: string, all: readonly Graded[]): Promise<Results> {
  const learner = await lockLearner(tx, learnerId);
  const ids = new Set(all.map(({ input }) => input.id));
  const sittingIds = new Set(all.flatMap(({ input }) => input.sittingId ?? []));
  const { results, firsts, fresh } = sortOut(
    all,
    await findAttempts(tx, [...ids]),
    await lockSittings(tx, learnerId, [...sittingIds]),
    learnerId,
  );
  if (fresh.length > 0) {
    const counted = { ...learner, lastSeq: learner.lastSeq + fresh.length };
    const attempts = fresh.map(({ attempt }) => attempt);
    const folded = await foldIn(tx, learnerId, counted, { attempts, freezes: [] });
    const rows = fresh.map(({ graded, attempt, sitting }, index) => {
      const receipt = toReceipt(graded, folded, attempt.day);
      const seq = learner.lastSeq + 1 + index;
      results.set(graded, { ok: true, receipt });
      const { modelVersion } = folded.learner.traces;
      const row = { ...toRow(graded, attempt), learnerId, seq, receipt, modelVersion };
      return { row, sitting, attempt, receipt };
    });
    const inserted = new Set(
      await insertAttempts(
        tx,
        rows.map(({ row }) => row),
      ),
    );
    const taken = rows.filter(({ row }) => !inserted.has(row.id));
    if (taken.length > 0) throw new TakenIds(new Set(taken.map(({ row }) => row.id)));
    await recordInSittings(
      tx,
      rows.flatMap(({ sitting, attempt, receipt }) =>
        sitting === null ? [] : [{ sitting, attempt, receipt }],
      ),
    );
  }
  for (const graded of all) {
    const first = firsts.get(graded.input.id);
    const result = first === undefined ? undefined : results.get(first);
    if (result !== undefined && !results.has(graded)) results.set(graded, result);
  }
  return results;
}

/** The same, done without the ids that turn out to be somebody else's. */
async function storeOwn({ deps, actor }: ActorContext, all: readonly Graded[]): Promise<Results> {
  const taken = new Set<string>();
  for (;;) {
    const own = all.filter(({ input }) => !taken.has(input.id));
    if (own.length === 0) return new Map();
    try {
      const results = await deps.db.transaction((tx) => store(tx, actor.userId, own));
      void deps.liveLog.tell(actor.userId);
      return results;
    } catch (error) {
      if (!(error instanceof TakenIds)) throw error;
      for (const id of error.ids) taken.add(id);
    }
  }
}

/** A learner's calls take turns before they take a connection: they would wait for the same row with it. */
const inTurn = gatherer<Graded, Results>((change) => answersWaiting.inc(change));

/**
 * Grades answers of one learner, stores them and folds them, in one transaction under the learner's lock. Acknowledged
 * only after the commit; safe to send again with the same ids. One that is refused does not hold up the others. The
 * statements do not grow with the number of answers or the length of the log; a sitting that is not the last one of its
 * answers costs one more.
 *
 * @returns one result for each input, in order; errors are EXERCISE_NOT_FOUND, RESPONSE_MISMATCH, SITTING_NOT_FOUND,
 * ATTEMPT_CONFLICT
 */
export async function submitAttempts(
  ctx: ActorContext,
  inputs: readonly SubmitAttemptInput[],
): Promise<Submitted[]> {
  const all = await Promise.all(
    inputs.map(async (input) => {
      try {
        return await gradeSubmission(ctx, input);
      } catch (error) {
        if (error instanceof DomainError) return error;
        throw error;
      }
    }),
  );
  const graded = all.flatMap((one) => (one instanceof DomainError ? [] : [one]));
  const results: Results =
    graded.length === 0
      ? new Map()
      : await inTurn(ctx.actor.userId, graded, (gathered) => storeOwn(ctx, gathered));
  return all.map((one) =>
    one instanceof DomainError
      ? refused(one)
      : (results.get(one) ?? refused(new DomainError("ATTEMPT_CONFLICT"))),
  );
}

/** One answer; throws what `submitAttempts` would tell of it. */
export async function submitAttempt(ctx: ActorContext, input: SubmitAttemptInput): Promise<AttemptReceipt> {
  const [result] = await submitAttempts(ctx, [input]);
  if (result?.ok !== true) throw result?.error ?? new DomainError("INTERNAL");
  return result.receipt;
}
