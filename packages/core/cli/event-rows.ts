import { createReadStream } from "node:fs";
import type { LearnerEvent } from "../src/learner-model/index.ts";
import { csvRecords, LineError, type CsvRecord } from "./csv-rows.ts";

const HEADER = ["learner", "item", "skills", "kind", "at", "correct", "elapsed_ms"] as const;

/** Read as it is open already: a socket has no path that could be opened. */
const STANDARD_INPUT = new Set(["-", "/dev/stdin"]);

/** Skills beyond this many say no more of an item. */
const MOST_SKILLS = 16;

/**
 * Events of a log, in the arrays that the disk gives.
 *
 * @throws LineError naming the file and line of a row that is not an event; the system's error for a missing file
 */
export async function* readEvents(path: string): AsyncGenerator<LearnerEvent[]> {
  const source = STANDARD_INPUT.has(path) ? { fd: 0 } : {};
  const chunks = createReadStream(path, { ...source, encoding: "utf8", highWaterMark: 256 * 1024 });
  let headed = false;
  try {
    for await (const records of csvRecords(chunks)) {
      const rows = headed ? records : records.slice(1);
      if (!headed) checkHeader(records[0]);
      headed = true;
      yield rows.map(eventOf);
    }
    if (!headed) throw new LineError(`line 1: the file is empty; it needs the header ${HEADER.join(",")}`);
  } catch (error) {
    if (error instanceof LineError) throw new LineError(`${path}: ${error.message}`);
    throw error;
  }
}

function checkHeader(record: CsvRecord | undefined): void {
  const found = (record?.fields ?? []).join(",").replace(/^\uFEFF/, "");
  if (found !== HEADER.join(",")) throw new LineError(`line 1: the header must be ${HEADER.join(",")}`);
}

function eventOf({ line, fields }: CsvRecord): LearnerEvent {
  const [learner = "", item = "", skills = "", kind = "", at = "", correct = "", elapsed = ""] = fields;
  if (fields.length !== HEADER.length) {
    throw new LineError(`line ${line}: ${fields.length} fields instead of ${HEADER.length}`);
  }
  if (learner === "") throw new LineError(`line ${line}: learner is empty`);
  if (item === "") throw new LineError(`line ${line}: item is empty`);
  if (correct !== "" && correct !== "0" && correct !== "1") {
    throw new LineError(`line ${line}: correct must be 1, 0 or empty`);
  }
  const elapsedMs = numberOrNull(elapsed, "elapsed_ms", line);
  if (elapsedMs !== null && elapsedMs < 0)
    throw new LineError(`line ${line}: elapsed_ms must not be negative`);
  return {
    learner,
    item,
    skills: skillsOf(skills),
    kind,
    at: numberOrNull(at, "at", line),
    correct: correct === "" ? null : correct === "1",
    elapsedMs,
  };
}

function skillsOf(text: string): readonly string[] {
  if (text === "") return [];
  if (!text.includes(";")) return [text];
  return [...new Set(text.split(";").filter((skill) => skill !== ""))].slice(0, MOST_SKILLS);
}

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** So many digits are a whole number that is exact. */
const EXACT_DIGITS = 15;

/** A number of a few digits, which most are; NaN for any other text. */
function digitsOf(text: string): number {
  if (text.length > EXACT_DIGITS) return Number.NaN;
  let value = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = 10 * value + digit;
  }
  return value;
}

function numberOrNull(text: string, name: string, line: number): number | null {
  if (text === "") return null;
  const digits = digitsOf(text);
  if (!Number.isNaN(digits)) return digits;
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new LineError(`line ${line}: ${name} must be a number or empty`);
  return value;
}
