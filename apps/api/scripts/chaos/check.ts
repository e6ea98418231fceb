import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { call } from "./learners.ts";
import type { Follower } from "./followers.ts";
import type { Sent } from "./load.ts";

/** Each must find nothing: what is kept of a learner is what their log makes of them. */
const SAME_AS_THE_LOG: Readonly<Record<string, string>> = {
  "the log has a gap or a place twice": `
    select learner_id from attempts group by learner_id
    having count(*) <> max(seq) or count(*) <> count(distinct seq)`,
  "the learner's place in the log": `
    select l.learner_id from learner_states l
    where last_seq <> (select count(*) from attempts a where a.learner_id = l.learner_id)`,
  "points against their entries": `
    select l.learner_id from learner_states l where (state->>'xp')::int
      <> (select coalesce(sum(amount), 0) from xp_entries x where x.learner_id = l.learner_id)`,
  "points for an answer that is not there": `
    select x.learner_id from xp_entries x
    where not exists (select from attempts a where a.id = x.attempt_id and a.learner_id = x.learner_id)`,
  "answers counted in lessons": `
    select learner_id, lesson_id from lesson_progress p
    where answers <> (select count(*) from attempts a where a.learner_id = p.learner_id and a.lesson_id = p.lesson_id)`,
  "lessons answered and not counted": `
    select distinct a.learner_id, a.lesson_id from attempts a
    left join lesson_progress p using (learner_id, lesson_id) where p.lesson_id is null`,
  "answers counted by day": `
    select learner_id, day from streak_days s
    where answers <> (select count(*) from attempts a where a.learner_id = s.learner_id and a.local_day = s.day)`,
  "points against those of the days": `
    select l.learner_id from learner_states l where (state->>'xp')::int
      <> (select coalesce(sum(xp), 0) from streak_days s where s.learner_id = l.learner_id)`,
  "badges for an answer that is not there": `
    select b.learner_id from learner_badges b where not exists (select from attempts a where a.id = b.attempt_id)`,
};

/** What is wrong with what the database holds after a run; nothing, if nothing is. */
export async function checkOutcome(databaseUrl: string, sent: ReadonlyMap<string, Sent>): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  const wrong: string[] = [];
  try {
    const rows = await sql<{ id: string; response: object }[]>`select id, response from attempts`;
    const stored = new Map<string, string>();
    for (const { id, response } of rows) {
      if (stored.has(id)) wrong.push(`stored twice: ${id}`);
      stored.set(id, inOrder(response));
    }
    for (const [id, { receipt, response }] of sent) {
      const found = stored.get(id);
      if (receipt !== null && found === undefined)
        wrong.push(`lost: ${id} was acknowledged and is not stored`);
      else if (found !== undefined && found !== inOrder(response)) wrong.push(`changed: ${id}`);
    }
    for (const id of stored.keys()) if (!sent.has(id)) wrong.push(`made up: ${id}`);
    for (const [name, query] of Object.entries(SAME_AS_THE_LOG)) {
      const found = await sql.unsafe(query);
      if (found.length > 0) wrong.push(`${name}: differs for ${found.length}`);
    }
    return wrong;
  } finally {
    await sql.end();
  }
}

/** How long a device may take to come back and have all. */
const BACK_WITHIN_MS = 10_000;

/** Whether each device that followed a log has what is stored, in its order, nothing left out and nothing twice. */
export async function checkFollowers(
  databaseUrl: string,
  followers: readonly Follower[],
  tokens: readonly string[],
): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  const lookAt = async ({ how, learner, ids }: Follower) => {
    const rows = await sql<{ id: string }[]>`
      select id from attempts where learner_id = ${subjectOf(tokens[learner] ?? "")} order by seq`;
    const stored = rows.map(({ id }) => id);
    const place = stored.findIndex((id, index) => id !== ids[index]);
    if (place === -1 && stored.length === ids.length) return [];
    return [`${how}: ${ids.length} of ${stored.length} lines, other from ${place} on`];
  };
  const until = Date.now() + BACK_WITHIN_MS;
  try {
    for (;;) {
      const wrong = (await Promise.all(followers.map(lookAt))).flat();
      if (wrong.length === 0 || Date.now() > until) return wrong;
      await sleep(250);
    }
  } finally {
    await sql.end();
  }
}

/** Folds every log again through the API and says whose stored record is not what it gives, to the last bit. */
export async function foldAgain(url: string, token: string, databaseUrl: string): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  const wrong: string[] = [];
  try {
    await sql`update users set role = 'admin' where id = ${subjectOf(token)}`;
    await untilKnown(url, token);
    for (let cursor: string | null = null; ;) {
      const input = { check: true, limit: 100, ...(cursor !== null && { cursor }) };
      const { text } = await call(url, { path: "admin.rebuild", token, input, withinMs: 60_000 });
      const { result } = JSON.parse(text) as { result?: { data: Rebuilt } };
      if (result === undefined) return [`the logs could not be folded again: ${text.slice(0, 300)}`];
      const { different, nextCursor } = result.data;
      wrong.push(
        ...different.map(({ learnerId, parts }) => `not what the log says: ${learnerId} ${parts.join(" ")}`),
      );
      if (nextCursor === null) return wrong;
      cursor = nextCursor;
    }
  } finally {
    await sql.end();
  }
}

/** What is changed behind the servers' back is heard by each of them within a second. */
async function untilKnown(url: string, token: string): Promise<void> {
  for (let tries = 0; tries < 15; tries += 1) {
    const { status } = await call(url, { path: "admin.rebuild", token, input: { check: true, limit: 1 } });
    if (status !== 403) return;
    await sleep(200);
  }
}

interface Rebuilt {
  readonly different: readonly { readonly learnerId: string; readonly parts: readonly string[] }[];
  readonly nextCursor: string | null;
}

/** Whose access token it is. */
function subjectOf(token: string): string {
  const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
  return (JSON.parse(payload) as { sub: string }).sub;
}

/** `jsonb` keeps no order of fields. */
function inOrder(value: object): string {
  return JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A planted bug that the check must find: now and then an update of the learner's sums is lost. */
export async function plantLostUpdates(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  await sql.unsafe(`
    create function lose_updates() returns trigger language plpgsql as $$
    begin
      if random() < 0.05 then new.state := old.state; end if;
      return new;
    end $$;
    create trigger lose_updates before update on learner_states for each row execute function lose_updates()`);
  await sql.end();
}
