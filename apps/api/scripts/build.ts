import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { readStarterCourse, CourseError } from "../src/starter-course.ts";

/**
 * Bundles the server with the workspace's own packages; migrations, course and page assets go beside it. Into `dist`, or
 * the folder that is named, which has to be one from where this package's dependencies are found.
 */

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const folder = resolve(process.argv[2] ?? at("dist"));

const manifest = JSON.parse(await readFile(at("package.json"), "utf8")) as {
  dependencies: Record<string, string>;
};

/** Some bundled packages are CommonJS inside and ask for it. */
const REQUIRE =
  'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);';

const { source, built: course } = await readStarterCourse().catch((error: unknown) => {
  console.error(error instanceof CourseError ? error.message : error);
  process.exit(1);
});
/** Many small modules and no files of their own: in the bundle they are read at once, and what is not used of them not at all. */
const BUNDLED = new Set(["@trpc/server", "drizzle-orm", "jose", "lru-cache", "postgres", "uuid", "zod"]);
const external = Object.keys(manifest.dependencies).filter(
  (name) => !name.startsWith("@fluentfusion/") && !BUNDLED.has(name),
);

await rm(folder, { recursive: true, force: true });
await build({
  entryPoints: [at("src/server.ts"), at("src/features/jobs/job-thread.ts")],
  entryNames: "[name]",
  outdir: folder,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: true,
  // What has files of its own, is compiled for a machine or is loaded only where it is wanted stays in node_modules.
  external: external.flatMap((name) => [name, `${name}/*`]),
  banner: { js: REQUIRE },
});
await cp(at("../../packages/db/migrations"), join(folder, "migrations"), { recursive: true });
await mkdir(join(folder, "course"));
await writeFile(join(folder, "course", "course.json"), JSON.stringify(course));
await writeFile(join(folder, "course", "source.json"), JSON.stringify(source));
await writeFile(join(folder, "course", "hash.txt"), course.hash);
