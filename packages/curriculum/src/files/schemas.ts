import { z } from "zod";
import { AuthoredFile } from "./authored-file.ts";
import { ItemFile } from "./item-file.ts";
import { LessonFile } from "./lesson-file.ts";
import { JudgedFile, NoteFile, OverlapFile, RejectedFile, SourceFile } from "./reference-files.ts";

const FILES = {
  items: ItemFile,
  lesson: LessonFile,
  authored: AuthoredFile,
  notes: NoteFile,
  sources: SourceFile,
  rejected: RejectedFile,
  overlaps: OverlapFile,
  judged: JudgedFile,
} as const;

/** JSON Schemas of the authored files by name, with which an editor completes and checks them. */
export function jsonSchemas(): Map<string, string> {
  return new Map(
    Object.entries(FILES).map(([name, schema]) => [
      `${name}.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: "input" }), null, 2)}\n`,
    ]),
  );
}
