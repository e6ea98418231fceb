import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { jsonSchemas } from "../src/files/schemas.ts";
import { COURSE_FOLDER } from "../src/index.ts";

/** Writes the JSON Schemas from which editors complete the course files. */
const folder = join(COURSE_FOLDER, "schema");
await mkdir(folder, { recursive: true });
for (const [name, text] of jsonSchemas()) await writeFile(join(folder, name), text);
