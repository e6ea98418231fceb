import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Sql } from "postgres";
import type { ServerSettings } from "./product.ts";
import type { ServerCommand } from "./server-process.ts";

const PYTHON = "python3";
const PACKAGES = "import fastapi, uvicorn, sqlalchemy, psycopg2, jwt";

/** Whether the Python on the path has what the original design is made of; it is never installed from here. */
export function hasOriginalStack(): boolean {
  try {
    execFileSync(PYTHON, ["-c", PACKAGES], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The same data in the shape of the original's tables, with the indexes that it lacked. */
const TABLES = `
  create table bench.original_users as
    select id, username, email, target_language::text from users where email is not null;
  alter table bench.original_users add primary key (id);
  create table bench.original_lessons as
    select l.id, r.title, r.description, l.target_language || '/' || l.native_language as course,
      l.difficulty::text, l.category::text, r.duration_minutes as duration, l.position,
      r.content || jsonb_build_object('exercises', (select jsonb_agg(e.prompt order by e.number) from exercises e
        where e.lesson_id = l.id and e.revision = l.revision)) as content
    from lessons l join lesson_revisions r on r.lesson_id = l.id and r.revision = l.revision;
  alter table bench.original_lessons add primary key (id);
  create index on bench.original_lessons (course, position, id);
  create table bench.original_results as
    select gen_random_uuid() as id, learner_id, lesson_id, 80::float8 as score, completed_at from lesson_progress;
  alter table bench.original_results add primary key (id);
  create index on bench.original_results (learner_id, lesson_id);
  analyze bench.original_users, bench.original_lessons, bench.original_results;`;

export async function createOriginalTables(sql: Sql): Promise<void> {
  await sql.unsafe(TABLES);
}

export function originalCommand({ databaseUrl, secretKey }: ServerSettings): ServerCommand {
  return {
    name: "the original's stack",
    program: PYTHON,
    args: [fileURLToPath(new URL("../peers/original.py", import.meta.url))],
    env: { DATABASE_URL: databaseUrl, SECRET_KEY: secretKey },
    readyPath: "/ready",
  };
}
