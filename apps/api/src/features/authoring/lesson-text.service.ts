import type {
  CourseLesson,
  ExportLessonInput,
  Lesson,
  LessonTextInput,
  PreviewInput,
  TextFile,
  Validation,
} from "@fluentfusion/contract";
import {
  type Authored,
  buildLessonNamed,
  checkAuthored,
  type Course,
  parseAuthored,
  type Problem,
  withAuthored,
  writeAuthored,
} from "@fluentfusion/curriculum";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { findRevision, listHeads } from "./authored.queries.ts";
import { courseFiles } from "./course-files.ts";
import { mergeAuthored, type MergedCourse } from "./merge-authored.ts";
import { refuse } from "./publish-lesson.service.ts";
import { toLesson } from "./to-lesson.ts";

/** The course as it is published now, in the form in which it is written. */
async function presentCourse({ deps }: ActorContext): Promise<MergedCourse> {
  const heads = await listHeads(deps.db);
  return mergeAuthored(await courseFiles(deps), heads);
}

interface ReadText {
  readonly course: Course;
  readonly authored: Authored | null;
  readonly problems: readonly Problem[];
}

/** Reads and checks a text against the course as it is published now. */
export async function readText(ctx: ActorContext, { name, text }: LessonTextInput): Promise<ReadText> {
  const { course } = await presentCourse(ctx);
  const parsed = parseAuthored(name, text, course);
  if (!parsed.ok) return { course, authored: null, problems: parsed.problems };
  return { course, authored: parsed.authored, problems: checkAuthored(course, parsed.authored) };
}

/** All that keeps a text from being published: form, references, sources, rejected forms, colliding answers. */
export async function validateLesson(ctx: ActorContext, input: LessonTextInput): Promise<Validation> {
  const { problems } = await readText(ctx, input);
  return {
    problems: problems.slice(0, 100).map(({ line, message }) => ({ line, message: message.slice(0, 500) })),
  };
}

/** The lesson as a learner of one language pair would see it, without the keys. Throws INPUT_INVALID, LESSON_NOT_FOUND. */
export async function previewLesson(
  ctx: ActorContext,
  { targetLanguage, nativeLanguage, ...input }: PreviewInput,
): Promise<Lesson> {
  const { course, authored, problems } = await readText(ctx, input);
  if (authored === null) return refuse(problems);
  const built = buildLessonNamed(withAuthored(course, authored), input.name).find(
    (lesson) => lesson.targetLanguage === targetLanguage && lesson.nativeLanguage === nativeLanguage,
  );
  // In some pairs a lesson has too few different words to be taught.
  if (built === undefined) throw new DomainError("LESSON_NOT_FOUND");
  return toLesson(built, ctx.deps.now());
}

/** A lesson as a file: as it is published now, or as it once was published in the app. Throws LESSON_NOT_FOUND. */
export async function exportLesson(
  ctx: ActorContext,
  { name, revision }: ExportLessonInput,
): Promise<TextFile> {
  const text =
    revision === undefined
      ? writeAuthored((await presentCourse(ctx)).course, name)
      : (await findRevision(ctx.deps.db, name, revision))?.text;
  if (text === null || text === undefined) throw new DomainError("LESSON_NOT_FOUND");
  return { fileName: `${name}.yaml`, text };
}

/** Every lesson of the course, in order, and where its text comes from. */
export async function listCourse(ctx: ActorContext): Promise<CourseLesson[]> {
  const heads = await listHeads(ctx.deps.db);
  const { course, names } = mergeAuthored(await courseFiles(ctx.deps), heads);
  const byName = new Map(heads.map((head) => [head.name, head]));
  return course.lessons.map(({ id: name, title, category, difficulty }) => {
    const head = byName.get(name);
    const isReplaced = head !== undefined && head.text !== null;
    const origin = names.has(name) ? "app" : isReplaced ? "newer_file" : "file";
    return {
      name,
      title: title.english,
      titles: title,
      category,
      difficulty,
      origin,
      revision: head?.revision ?? 0,
    };
  });
}
