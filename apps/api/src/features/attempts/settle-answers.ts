import type { AttemptReceipt } from "@fluentfusion/contract";
import type { LoggedAttempt } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import { advanceSittings } from "../sittings/sitting-progress.ts";
import type { SittingRow } from "../sittings/sittings.queries.ts";
import { toReceipt } from "./attempt-receipt.ts";
import type { StoredAttempt } from "./attempts.queries.ts";
import type { Folded } from "./fold-learner.ts";
import { type Graded, toLogged, toRow } from "./grade-submission.ts";
import type { Beside } from "./record-rows.ts";
import { refused, type Taken } from "./taken.ts";

/** What has become of each answer. */
export type Results = ReadonlyMap<Graded, Taken<AttemptReceipt>>;

/** An answer that is to be stored. */
export interface Fresh {
  readonly graded: Graded;
  readonly attempt: LoggedAttempt;
  readonly sitting: SittingRow | null;
}

interface Sorted {
  /** Of answers that are not to be stored. */
  readonly results: Results;
  readonly fresh: readonly Fresh[];
}

/** What the answers to the same id have become: the first that came stands for it. */
export function sortOut(
  all: readonly Graded[],
  stored: readonly StoredAttempt[],
  sittings: ReadonlyMap<string, SittingRow>,
  learnerId: string,
): Sorted {
  const known = new Map(stored.map((row) => [row.id, row]));
  const firsts = new Map<string, Graded>();
  const results = new Map<Graded, Taken<AttemptReceipt>>();
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
  return { results, fresh };
}

/** The results of all answers, and what is stored of them, once it is known what they do to the record. */
export function settle(
  all: readonly Graded[],
  { results, fresh }: Sorted,
  learnerId: string,
  folded: Folded,
): { readonly results: Results; readonly beside: Beside } {
  const { lastSeq, traces } = folded.learner;
  const rows = fresh.map(({ graded, attempt, sitting }, index) => {
    const receipt = toReceipt(graded, folded, attempt.day);
    const seq = lastSeq - fresh.length + 1 + index;
    const row = {
      ...toRow(graded, attempt),
      learnerId,
      seq,
      receipt,
      modelVersion: traces.modelVersion,
    };
    return { graded, sitting, attempt, receipt, row };
  });
  const receipts = new Map(rows.map(({ row, receipt }) => [row.id, receipt]));
  const settled = new Map(results);
  for (const graded of all) {
    const receipt = receipts.get(graded.input.id);
    if (receipt !== undefined && !settled.has(graded)) settled.set(graded, { ok: true, receipt });
  }
  const inSittings = rows.flatMap(({ sitting, attempt, receipt }) =>
    sitting === null ? [] : [{ sitting, attempt, receipt }],
  );
  return {
    results: settled,
    beside: { attempts: rows.map(({ row }) => row), sittings: advanceSittings(inSittings) },
  };
}
