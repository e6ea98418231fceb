import { z } from "zod";
import { AuthoredItem } from "./item-file.ts";
import { LessonFile } from "./lesson-file.ts";

/** A lesson as it is written in the app: its file, and with it the items that are new or changed. */
export const AuthoredFile = LessonFile.extend({
  vocabulary: z
    .array(AuthoredItem)
    .max(20)
    .default([])
    .describe("Items that are new, or changed, with all that is known of them."),
});
