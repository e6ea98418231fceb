import type { AttemptReceipt, SubmitAttemptInput } from "@fluentfusion/contract";
import type { LoggedAttempt } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { lockSittings, recordInSittings } from "../sittings/sitting-progress.ts";
import type { SittingRow } from "../sittings/sittings.queries.ts";
import { toReceipt } from "./attempt-receipt.ts";
import { findAttempts, insertAttempts } from "./attempts.queries.ts";
import { foldIn } from "./fold-learner.ts";
import { type Graded, gradeSubmission, toLogged, toRow } from "./grade-submission.ts";
import { lockLearner, type Tx } from "./record.queries.ts";

/** What became of one answer: its receipt, or why it was refused. */
export type Submitted =
  | { readonly ok: true; readonly receipt: AttemptReceipt }
  | { readonly ok: false; readonly error: DomainError };

const refused = (error: DomainError): Submitted => ({ ok: false, error });

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

/** Stores what is new of a learner's answers, under the learner's lock; `results` gets the outcome of each. */
async function store(
  tx: Tx,
  learnerId: string,
  all: readonly Graded[],
  results: Map<string, Submitted>,
): Promise<void> {
  const learner = await lockLearner(tx, learnerId);
  const stored = await findAttempts(
    tx,
    all.map(({ input }) => input.id),
  );
  const known = new Map(stored.map((row) => [row.id, row]));
  const sittingIds = new Set(all.flatMap(({ input }) => input.sittingId ?? []));
  const sittings = await lockSittings(tx, learnerId, [...sittingIds]);
  const fresh: Fresh[] = [];
  for (const graded of all) {
    const { id, sittingId } = graded.input;
    const row = known.get(id);
    const sitting = sittingId === null ? null : sittings.get(sittingId);
    if (row !== undefined) {
      const isRepeat = row.learnerId === learnerId && row.bodyHash === graded.bodyHash;
      results.set(
        id,
        isRepeat
          ? { ok: true, receipt: row.receipt as AttemptReceipt }
          : refused(new DomainError("ATTEMPT_CONFLICT")),
      );
    } else if (sitting === undefined) {
      results.set(id, refused(new DomainError("SITTING_NOT_FOUND")));
    } else {
      fresh.push({ graded, attempt: toLogged(graded, sitting?.mode === "practice"), sitting });
    }
  }
  if (fresh.length === 0) return;
  const counted = { ...learner, lastSeq: learner.lastSeq + fresh.length };
  const attempts = fresh.map(({ attempt }) => attempt);
  const folded = await foldIn(tx, learnerId, counted, { attempts, freezes: [] });
  const rows = fresh.map(({ graded, attempt }, index) => ({
    ...toRow(graded, attempt),
    learnerId,
    seq: learner.lastSeq + 1 + index,
    receipt: toReceipt(graded, folded, attempt.day),
  }));
  const inserted = new Set(await insertAttempts(tx, rows));
  const taken = rows.filter(({ id }) => !inserted.has(id));
  if (taken.length > 0) throw new TakenIds(new Set(taken.map(({ id }) => id)));
  await recordInSittings(
    tx,
    fresh.flatMap(({ sitting, attempt }, index) => {
      const receipt = rows[index]?.receipt;
      return sitting === null || receipt === undefined ? [] : [{ sitting, attempt, receipt }];
    }),
  );
  for (const { id, receipt } of rows) results.set(id, { ok: true, receipt });
}

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
  { deps, actor }: ActorContext,
  inputs: readonly SubmitAttemptInput[],
): Promise<Submitted[]> {
  const refusals = new Map<SubmitAttemptInput, Submitted>();
  const graded = new Map<string, Graded>();
  for (const input of inputs) {
    try {
      const one = await gradeSubmission(deps, input);
      const twin = graded.get(input.id);
      if (twin === undefined) graded.set(input.id, one);
      else if (twin.bodyHash !== one.bodyHash) throw new DomainError("ATTEMPT_CONFLICT");
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refusals.set(input, refused(error));
    }
  }
  const results = new Map<string, Submitted>();
  while (graded.size > 0) {
    try {
      await deps.db.transaction((tx) => store(tx, actor.userId, [...graded.values()], results));
      void deps.liveLog.tell(actor.userId);
      break;
    } catch (error) {
      if (!(error instanceof TakenIds)) throw error;
      for (const id of error.ids) {
        graded.delete(id);
        results.set(id, refused(new DomainError("ATTEMPT_CONFLICT")));
      }
    }
  }
  return inputs.map(
    (input) => refusals.get(input) ?? results.get(input.id) ?? refused(new DomainError("ATTEMPT_CONFLICT")),
  );
}

/** One answer; throws what `submitAttempts` would tell of it. */
export async function submitAttempt(ctx: ActorContext, input: SubmitAttemptInput): Promise<AttemptReceipt> {
  const [result] = await submitAttempts(ctx, [input]);
  if (result?.ok !== true) throw result?.error ?? new DomainError("INTERNAL");
  return result.receipt;
}
