import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LearnerEvent } from "../src/learner-model/index.ts";
import { simulateLog } from "../src/learner-model/testing/simulated-log.ts";

const ENGINE = fileURLToPath(new URL("start.mjs", import.meta.url));
const HEADER = "learner,item,skills,kind,at,correct,elapsed_ms";

let folder: string;
const file = (name: string): string => join(folder, name);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function engineGiven(input: string, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const running = execFile(process.execPath, [ENGINE, ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    running.stdin?.end(input);
  });
}

const engine = (...args: string[]): Promise<Ended> => engineGiven("", ...args);

function csvOf(log: readonly LearnerEvent[]): string {
  const rows = log.map(({ learner, item, skills, kind, at, correct, elapsedMs }) =>
    [
      learner,
      `"${item}"`,
      skills.join(";"),
      kind,
      at ?? "",
      correct === null ? "" : Number(correct),
      elapsedMs,
    ].join(),
  );
  return `${[HEADER, ...rows].join("\r\n")}\r\n`;
}

const SHAPE = { learners: 6, items: 20, rowsEach: 60, seed: 3, clock: true };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engine-"));
  await writeFile(file("train.csv"), csvOf(simulateLog(SHAPE)));
  await writeFile(file("test.csv"), csvOf(simulateLog({ ...SHAPE, seed: 4 })));
  await engine("fit", "--events", file("train.csv"), "--model", file("model.json"));
});
afterAll(() => rm(folder, { recursive: true }));

async function predictionsOf(csv: string): Promise<string[]> {
  await writeFile(file("asked.csv"), csv);
  const { stdout } = await engine("predict", "--model", file("model.json"), "--events", file("asked.csv"));
  return stdout.trimEnd().split("\n");
}

describe("engine fit and predict", () => {
  it("writes one probability a row under the header p", async () => {
    const [header, ...rows] = await predictionsOf(await readFile(file("test.csv"), "utf8"));
    expect(header).toBe("p");
    expect(rows).toHaveLength(SHAPE.learners * SHAPE.rowsEach);
    for (const row of rows) expect(Number(row)).toSatisfy((p: number) => p > 0 && p < 1);
  });

  it.each(["-", "/dev/stdin"])("reads the standard input as %s", async (input) => {
    const csv = await readFile(file("test.csv"), "utf8");
    const args = ["predict", "--model", file("model.json"), "--events", input];
    const { stdout } = await engineGiven(csv, ...args);
    expect(stdout.trimEnd().split("\n")).toEqual(await predictionsOf(csv));
  });

  it("uses nothing of a row's outcome, nor of later rows, for its prediction", async () => {
    const log = simulateLog({ ...SHAPE, learners: 1, seed: 5 });
    const before = await predictionsOf(csvOf(log));
    const changed = log.map((event, index) =>
      index < 30 ? event : { ...event, correct: event.correct !== true },
    );
    const after = await predictionsOf(csvOf(changed));
    expect(after.slice(0, 32)).toEqual(before.slice(0, 32));
    expect(after).not.toEqual(before);
  });

  it("keeps learners apart whose rows interleave", async () => {
    const [one = [], other = []] = [6, 7].map((seed) => simulateLog({ ...SHAPE, learners: 1, seed }));
    const renamed = other.map((event) => ({ ...event, learner: "other" }));
    const alone = await predictionsOf(csvOf(one));
    const mixed = await predictionsOf(csvOf(one.flatMap((event, index) => [event, renamed[index] ?? event])));
    const ofOne = mixed.slice(1).filter((_, index) => index % 2 === 0);
    ofOne.forEach((probability, index) =>
      expect(Math.abs(Number(probability) - Number(alone[index + 1]))).toBeLessThan(0.15),
    );
  });

  it("fits the same model to the same logs, in one file or two", async () => {
    const lines = (await readFile(file("train.csv"), "utf8")).split("\r\n");
    await writeFile(file("first.csv"), lines.slice(0, 181).join("\n"));
    await writeFile(file("second.csv"), [HEADER, ...lines.slice(181)].join("\n"));
    await engine(
      "fit",
      "--events",
      file("first.csv"),
      "--events",
      file("second.csv"),
      "--model",
      file("two.json"),
    );
    expect(await readFile(file("two.json"), "utf8")).toBe(await readFile(file("model.json"), "utf8"));
  });

  it("reads quoted fields with commas, quotes and line breaks, and text outside ASCII", async () => {
    const rows = ['amina,"a,b ""c""\nd",x;y,recall,,1,', "amina,言葉,,study,,,"];
    expect(await predictionsOf([HEADER, ...rows].join("\n"))).toHaveLength(3);
  });

  it.each([
    ["a missing field", "amina,item,,recall,,1", /line 3: 6 fields instead of 7/],
    ["a strange outcome", "amina,item,,recall,,yes,", /line 3: correct must be 1, 0 or empty/],
    ["a strange time", "amina,item,,recall,noon,1,", /line 3: at must be a number or empty/],
    ["no learner", ",item,,recall,,1,", /line 3: learner is empty/],
    ["an open quote", 'amina,"item,,recall,,1,', /line 3: a quote is never closed/],
  ])("stops at a row with %s and names its line", async (_, row, message) => {
    await writeFile(file("bad.csv"), [HEADER, "amina,item,,recall,,1,", row, ""].join("\n"));
    for (const args of [
      ["fit", "--events", file("bad.csv"), "--model", file("bad.json")],
      ["predict", "--events", file("bad.csv"), "--model", file("model.json")],
    ]) {
      const { code, stderr } = await engine(...args);
      expect(code).not.toBe(0);
      expect(stderr).toMatch(message);
      expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    }
  });

  it.each([
    [["fit", "--events", "nowhere.csv", "--model", "m.json"], /nowhere\.csv does not exist/],
    [["predict", "--events", "a.csv", "--model", "nowhere.json"], /nowhere\.json does not exist/],
    [["fit", "--model", "m.json"], /--events FILE is missing/],
    [["predict", "--colour", "red"], /--colour/],
    [["dance"], /unknown command dance/],
  ])("answers %j with one line and a failure", async (args, message) => {
    const { code, stderr } = await engine(...args);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("refuses a model file that is no model of this version", async () => {
    await writeFile(file("odd.json"), '{"format":"another"}');
    const { code, stderr } = await engine(
      "predict",
      "--events",
      file("test.csv"),
      "--model",
      file("odd.json"),
    );
    expect(code).not.toBe(0);
    expect(stderr).toContain("format another");
  });

  it("ends in peace when its reader has enough", async () => {
    const args = [ENGINE, "predict", "--model", file("model.json"), "--events", "-"];
    const running = spawn(process.execPath, args);
    let told = "";
    running.stderr.on("data", (chunk: Buffer) => {
      told += chunk.toString();
    });
    running.stdin.on("error", () => undefined);
    running.stdout.once("data", () => running.stdout.destroy());
    const row = "amina,word,,recall,,1,900\n";
    running.stdin.end(`${HEADER}\n${row.repeat(200_000)}`);
    const code = await new Promise((resolve) => {
      running.once("close", resolve);
    });
    expect([code, told]).toEqual([0, ""]);
  });
});
