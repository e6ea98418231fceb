import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { readStarterCourse, CourseError } from "../src/starter-course.ts";

/** Bundles the server with the workspace's own packages; migrations, course and page assets go beside it. */

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

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
await rm(at("dist"), { recursive: true, force: true });
await build({
  entryPoints: [at("src/server.ts"), at("src/features/jobs/job-thread.ts")],
  entryNames: "[name]",
  outdir: at("dist"),
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: true,
  // What this package declares stays in node_modules, where it finds its own files; the workspace's packages, and what
  // only they declare, are bundled.
  external: Object.keys(manifest.dependencies).flatMap((name) =>
    name.startsWith("@fluentfusion/") ? [] : [name, `${name}/*`],
  ),
  banner: { js: REQUIRE },
});
await cp(at("../../packages/db/migrations"), at("dist/migrations"), { recursive: true });
await mkdir(at("dist/course"));
await writeFile(at("dist/course/course.json"), JSON.stringify(course));
await writeFile(at("dist/course/source.json"), JSON.stringify(source));
await writeFile(at("dist/course/hash.txt"), course.hash);
