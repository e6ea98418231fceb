import type { Database } from "@fluentfusion/db";
import type { StarterCourse } from "../../starter-course.ts";
import { isCoursePublished, publishCourse } from "../lessons/publish-course.queries.ts";
import { listHeads } from "./authored.queries.ts";
import { buildMerged, hashOf, mergeAuthored } from "./merge-authored.ts";

/**
 * Publishes the course of the files, and with it what authors have published in the app. A lesson from the app holds
 * until its own file changes.
 *
 * @returns whether anything was published
 */
export async function publishStarter(
  db: Database["db"],
  starter: StarterCourse,
  now: Date,
): Promise<boolean> {
  const heads = await listHeads(db);
  if (heads.every(({ text }) => text === null)) {
    if (await isCoursePublished(db, starter.hash)) return false;
    await publishCourse(db, await starter.load(), now);
    return true;
  }
  const merged = mergeAuthored(await starter.source(), heads);
  if (await isCoursePublished(db, hashOf(merged.names, starter.hash, heads))) return false;
  await publishCourse(db, await buildMerged(merged, starter.hash, heads), now);
  return true;
}
