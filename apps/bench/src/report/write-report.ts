import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Options } from "../options.ts";
import { type Table, toMarkdown } from "./table.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const FILE = "docs/performance.md";

const TITLES: Readonly<Record<string, string>> = {
  http: "The server and its peers",
  profile: "Where the server's time and memory go",
  growth: "What grows with a learner's history and with the catalogue",
  engine: "The engine against other models",
  grader: "The grader in the browser and on the server",
  rebuild: "Folding a long log again",
  sync: "Sync",
};

/** Writes docs/performance.md from this run alone: no figure of another run stands beside it. */
export async function writeReport(
  machine: string,
  options: Options,
  parts: readonly { suite: string; tables: readonly Table[] }[],
): Promise<void> {
  const command = `pnpm bench${options.suite === null ? "" : ` ${options.suite}`} --rounds ${options.rounds} --seconds ${options.seconds} --write`;
  const sections = parts.flatMap(({ suite, tables }) => [
    `## ${TITLES[suite] ?? suite}`,
    ...tables.map(toMarkdown),
  ]);
  const intro = [
    "# Performance",
    `Written by \`${command}\` on ${new Date().toISOString().slice(0, 10)}; do not edit. Machine: ${machine}.`,
    "Peers are measured in turns of the same run on the same data, so ratios hold on another machine where absolute figures do not. The load generator, the servers and PostgreSQL share the machine.",
  ];
  await writeFile(`${root}${FILE}`, `${[...intro, ...sections].join("\n\n")}\n`);
  await promisify(execFile)(process.execPath, ["node_modules/oxfmt/bin/oxfmt", FILE], { cwd: root });
}
