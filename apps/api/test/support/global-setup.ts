import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

/** Makes the folder of the run's builds, and removes it when the run is over. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cache = fileURLToPath(new URL("../../node_modules/.cache", import.meta.url));
  await mkdir(cache, { recursive: true });
  const builds = await mkdtemp(join(cache, "builds-"));
  project.provide("builds", builds);
  return () => rm(builds, { recursive: true, force: true });
}
