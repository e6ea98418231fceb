import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MIGRATIONS_FOLDER } from "../src/migrate.ts";
import manifest from "../package.json" with { type: "json" };
import { breachesOf } from "./migration-rules.ts";

/** Up to here nobody had a database that servers worked on. */
const LAST_BEFORE_RULES = "0020";

test("no migration takes away what a server at work uses, nor keeps it waiting", () => {
  const files = readdirSync(MIGRATIONS_FOLDER).filter((name) => name.endsWith(".sql"));
  const ruled = files.filter((name) => name.slice(0, 4) > LAST_BEFORE_RULES);
  const found = ruled.flatMap((name) => {
    const text = readFileSync(join(MIGRATIONS_FOLDER, name), "utf8");
    return breachesOf(text, manifest.version).map(({ rule, statement }) => `${name}: ${rule}: ${statement}`);
  });
  expect(found).toEqual([]);
});

const rulesOf = (text: string, version = "0.2.0") => [
  ...new Set(breachesOf(text, version).map(({ rule }) => rule)),
];

test.each([
  ["DROP TABLE lessons;", "used by the release before"],
  ['ALTER TABLE "users" DROP COLUMN "xp";', "used by the release before"],
  ['ALTER TABLE "users" RENAME COLUMN "xp" TO "points";', "used by the release before"],
  ['ALTER TABLE "users" RENAME TO "people";', "used by the release before"],
  ["-- unused since 0.2.0\nDROP TABLE lessons;", "used by the release before"],
  ['CREATE INDEX "a" ON "users" USING btree ("xp");', "built concurrently"],
  ['ALTER TABLE "users" ADD CONSTRAINT "u" UNIQUE ("xp");', "built concurrently"],
  ['ALTER TABLE "users" ALTER COLUMN "xp" SET DATA TYPE bigint;', "rewritten while all wait"],
  ['ALTER TABLE "users" ADD COLUMN "x" uuid DEFAULT gen_random_uuid() NOT NULL;', "rewritten while all wait"],
  ['ALTER TABLE "users" ADD COLUMN "x" text NOT NULL;', "written without by the release before"],
  ['ALTER TABLE "users" ALTER COLUMN "x" SET NOT NULL;', "looked through while all wait"],
  ['ALTER TABLE "users" ADD CONSTRAINT "c" CHECK (xp > 0);', "looked through while all wait"],
  [
    "ALTER TABLE users ADD CONSTRAINT c CHECK (xp > 0) NOT VALID; ALTER TABLE users VALIDATE CONSTRAINT c;",
    "looked through while all wait",
  ],
  [
    'CREATE INDEX CONCURRENTLY "a" ON "users" USING btree ("xp");--> statement-breakpoint\nSELECT 1;',
    "in a file of its own",
  ],
  ["ALTER TABLE users ADD COLUMN x text; ALTER TABLE items ADD COLUMN x text;", "one table in use to a file"],
  ["CREATE INDEX CONCURRENTLY ON users (xp);", "written so that migrate() can read it"],
])("%s", (text, rule) => {
  expect(rulesOf(text)).toEqual([rule]);
});

test.each([
  'CREATE TABLE "x" ("id" uuid NOT NULL);--> statement-breakpoint\nCREATE INDEX "x_id" ON "x" USING btree ("id");',
  'CREATE TABLE x (id uuid); ALTER TABLE "x" ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES users(id);',
  'ALTER TABLE "users" ADD COLUMN "x" text;',
  'ALTER TABLE "users" ADD COLUMN "x" text DEFAULT \'\' NOT NULL;',
  'ALTER TABLE "users" ADD CONSTRAINT "c" CHECK (xp > 0) NOT VALID;',
  "ALTER TABLE users VALIDATE CONSTRAINT c;",
  'ALTER TABLE "users" DROP CONSTRAINT "c";',
  'CREATE INDEX CONCURRENTLY "a" ON "users" USING btree ("xp");--> statement-breakpoint\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "b" ON "public"."users" USING btree ("xp");',
  "-- unused since 0.1.0\nDROP TABLE lessons;",
  "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE x; END $$;",
])("allowed: %s", (text) => {
  expect(breachesOf(text, "0.2.0")).toEqual([]);
});
