import type {
  AuditAction,
  LessonRevisionEntry,
  PublishedLesson,
  PublishLessonInput,
  RollbackInput,
} from "@fluentfusion/contract";
import {
  type Authored,
  baseHash,
  checkAuthored,
  parseAuthored,
  type Problem,
} from "@fluentfusion/curriculum";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { CATALOGUE_CHANNEL } from "../lessons/catalogue-store.ts";
import { publishCourseIn } from "../lessons/publish-course.queries.ts";
import {
  type AuthoredRow,
  findRevision,
  insertRevision,
  listHeads,
  listRevisions as listStored,
  lockCatalogue,
  type Tx,
} from "./authored.queries.ts";
import { courseFiles } from "./course-files.ts";
import { findDraft } from "./drafts.queries.ts";
import { buildMerged, mergeAuthored } from "./merge-authored.ts";

/** The first of what is wrong; all of it is told by `author.validate`. */
const TOLD = 20;

export function refuse(problems: readonly Problem[]): never {
  const issues = problems.slice(0, TOLD).map(({ line, message }) => ({
    path: ["text"],
    code: "lesson",
    params: { line },
    message,
  }));
  throw new DomainError("INPUT_INVALID", {}, issues);
}

function toEntry({ name, revision, text, publishedAt, publishedBy }: AuthoredRow): LessonRevisionEntry {
  return { name, revision, publishedBy, isFile: text === null, publishedAt: publishedAt.toISOString() };
}

/** Puts a text, or the file, in the place of what is published: a new revision of the lesson in each language pair. */
async function publishText(
  ctx: ActorContext,
  { name, action, textIn }: { name: string; action: AuditAction; textIn: (tx: Tx) => Promise<string | null> },
): Promise<PublishedLesson> {
  const { deps, actor } = ctx;
  const { starter } = deps;
  const files = await courseFiles(deps);
  const at = deps.now();
  const published = await deps.db.transaction(async (tx) => {
    await lockCatalogue(tx);
    const text = await textIn(tx);
    const heads = await listHeads(tx);
    const before = heads.find((row) => row.name === name);
    const others = heads.filter((row) => row.name !== name);
    const { course, names: fitting } = mergeAuthored(files, others);
    let authored: Authored | null = null;
    if (text !== null) {
      const parsed = parseAuthored(name, text, course);
      if (!parsed.ok) return refuse(parsed.problems);
      ({ authored } = parsed);
      const problems = checkAuthored(course, authored);
      if (problems.length > 0) return refuse(problems);
    }
    const row: AuthoredRow = {
      name,
      text,
      revision: (before?.revision ?? 0) + 1,
      baseHash: authored === null ? "" : baseHash(files, authored),
      publishedBy: actor.userId,
      publishedAt: at,
    };
    await insertRevision(tx, row);
    const after = [...others, row];
    const merged = mergeAuthored(files, after);
    const broken = [...fitting].filter((other) => !merged.names.has(other));
    if (broken.length > 0) return refuse([{ line: 1, message: `${broken.join(", ")} would no longer fit` }]);
    const built = await buildMerged(merged, starter.hash, after);
    const lessonsChanged = await publishCourseIn(tx, built, { now: at, publishedBy: actor.userId });
    const deed = { id: deps.newId(), at, actorId: actor.userId, subjectId: name };
    await recordDeed(tx, { ...deed, action, detail: { revision: row.revision, lessonsChanged } });
    return { ...toEntry(row), lessonsChanged };
  });
  await deps.cache.publish(CATALOGUE_CHANNEL, "changed").catch(() => undefined);
  deps.crediting.look();
  return published;
}

/**
 * Publishes an author's own draft, in the version that they have seen: whoever has answered keeps what the edit leaves
 * them. Written down.
 *
 * Throws NOT_FOUND, DRAFT_CONFLICT, and INPUT_INVALID with what is wrong.
 */
export async function publishLesson(
  ctx: ActorContext,
  { draftId, version }: PublishLessonInput,
): Promise<PublishedLesson> {
  const { deps, actor } = ctx;
  const draft = await findDraft(deps.db, actor.userId, draftId);
  if (draft === null) throw new DomainError("NOT_FOUND");
  if (draft.version !== version) throw new DomainError("DRAFT_CONFLICT", { version: draft.version });
  const { name, text } = draft;
  return publishText(ctx, { name, action: "lesson.publish", textIn: () => Promise.resolve(text) });
}

/**
 * Publishes a new revision like an old one; 0 stands for the file, or for nothing where there is none. Throws NOT_FOUND
 * where the lesson has no such revision, and INPUT_INVALID where it no longer fits the course.
 */
export async function rollbackLesson(
  ctx: ActorContext,
  { name, revision }: RollbackInput,
): Promise<PublishedLesson> {
  const textIn = async (tx: Tx) => {
    const found = await findRevision(tx, name, revision === 0 ? 1 : revision);
    if (found === null) throw new DomainError("NOT_FOUND");
    return revision === 0 ? null : found.text;
  };
  return publishText(ctx, { name, action: "lesson.rollback", textIn });
}

/** What was published of a lesson in the app, the newest first. */
export async function listRevisions({ deps }: ActorContext, name: string): Promise<LessonRevisionEntry[]> {
  return (await listStored(deps.db, name)).map(toEntry);
}
