import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { COURSE_FOLDER, readCourse } from "@fluentfusion/curriculum";
import { messagesToCheck } from "./messages-to-check.ts";

const read = await readCourse(COURSE_FOLDER);
if (!read.ok) throw new Error(read.problems.join("\n"));
writeFileSync(
  fileURLToPath(new URL("../messages-to-check.md", import.meta.url)),
  messagesToCheck(read.course),
);
