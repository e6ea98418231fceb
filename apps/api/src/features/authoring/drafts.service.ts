import type { Draft, DraftSummary, ImportLessonInput, SaveDraftInput } from "@fluentfusion/contract";
import { LIMITS } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { Deps } from "../../shared/deps.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { lockAccount } from "../users/users.queries.ts";
import {
  countDrafts,
  deleteDraft as deleteOwn,
  type DraftRow,
  findDraft,
  insertDraft,
  listDrafts as listOwn,
  updateDraft,
} from "./drafts.queries.ts";

function toSummary({
  id,
  name,
  version,
  createdAt,
  updatedAt,
}: Omit<DraftRow, "text" | "userId">): DraftSummary {
  return { id, name, version, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

const toDraft = (row: DraftRow): Draft => ({ ...toSummary(row), text: row.text });

/** The caller's own; nobody else sees them. */
export async function listDrafts({ deps, actor }: ActorContext): Promise<DraftSummary[]> {
  return (await listOwn(deps.db, actor.userId)).map(toSummary);
}

/** Throws NOT_FOUND, also for the draft of another author. */
export async function getDraft({ deps, actor }: ActorContext, draftId: string): Promise<Draft> {
  const found = await findDraft(deps.db, actor.userId, draftId);
  if (found === null) throw new DomainError("NOT_FOUND");
  return toDraft(found);
}

/** `null` where there is one of that id already. Throws LIMIT_REACHED. */
async function addDraft({ db }: Deps, row: DraftRow): Promise<DraftRow | null> {
  return db.transaction(async (tx) => {
    await lockAccount(tx, row.userId);
    const added = await insertDraft(tx, row);
    if (added !== null && (await countDrafts(tx, row.userId)) > LIMITS.draftsMax) {
      throw new DomainError("LIMIT_REACHED", { max: LIMITS.draftsMax });
    }
    return added;
  });
}

/**
 * Stores a new draft, or a change of the version that the caller has seen. Safe to send again.
 *
 * Throws NOT_FOUND, LIMIT_REACHED, and DRAFT_CONFLICT with the stored version where another page was first.
 */
export async function saveDraft({ deps, actor }: ActorContext, input: SaveDraftInput): Promise<Draft> {
  const { id, name, text, version } = input;
  const { userId } = actor;
  const now = deps.now();
  const changed = { id, userId, name, text, version, updatedAt: now };
  const saved =
    version === 0
      ? await addDraft(deps, { ...changed, version: 1, createdAt: now })
      : await updateDraft(deps.db, changed);
  if (saved !== null) return toDraft(saved);
  const stored = await findDraft(deps.db, userId, id);
  if (stored === null) throw new DomainError(version === 0 ? "ATTEMPT_CONFLICT" : "NOT_FOUND");
  const isRepeat = stored.version === version + 1 && stored.text === text && stored.name === name;
  if (!isRepeat) throw new DomainError("DRAFT_CONFLICT", { version: stored.version });
  return toDraft(stored);
}

/** A lesson as text becomes a new draft, whether it is finished or not. */
export async function importLesson(ctx: ActorContext, input: ImportLessonInput): Promise<Draft> {
  return saveDraft(ctx, { ...input, version: 0 });
}

/** Throws NOT_FOUND. */
export async function deleteDraft({ deps, actor }: ActorContext, draftId: string): Promise<void> {
  if (!(await deleteOwn(deps.db, actor.userId, draftId))) throw new DomainError("NOT_FOUND");
}
