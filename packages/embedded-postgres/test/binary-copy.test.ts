import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { copyForEveryone } from "../src/binary-copy.ts";

let folder: string;
let source: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "binary-copy-"));
  vi.stubEnv("TMPDIR", folder);
  source = join(folder, "source");
  mkdirSync(join(source, "bin"), { recursive: true, mode: 0o700 });
  writeFileSync(join(source, "bin", "program"), "program", { mode: 0o700 });
  writeFileSync(join(source, "data"), "data", { mode: 0o600 });
  symlinkSync("data", join(source, "link"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const mode = (path: string) => statSync(path).mode & 0o777;

test("everyone can read and run the copy, and no one else can change it", () => {
  const copy = copyForEveryone(source, "copy");
  expect([copy, join(copy, "bin"), join(copy, "bin", "program"), join(copy, "link")].map(mode)).toEqual([
    0o755, 0o755, 0o755, 0o644,
  ]);
});

test("a whole copy is used again, a damaged one is replaced", () => {
  const copy = copyForEveryone(source, "copy");
  const { ino } = statSync(copy);
  expect(copyForEveryone(source, "copy")).toBe(copy);
  expect(statSync(copy).ino).toBe(ino);
  rmSync(join(copy, "data"));
  expect(copyForEveryone(source, "copy")).toBe(copy);
  expect(readFileSync(join(copy, "data"), "utf8")).toBe("data");
});

test("a copy that others can write to is not trusted", () => {
  const copy = copyForEveryone(source, "copy");
  chmodSync(copy, 0o777);
  expect(copyForEveryone(source, "copy")).not.toBe(copy);
});
