import { setTimeout as sleep } from "node:timers/promises";
import { v7 as uuidV7 } from "uuid";
import type { Callers } from "./callers.ts";
import { type Scene, withConnection } from "./scene.ts";

/** Something that goes wrong, and what somebody is to be told of it. */
export interface Fault {
  readonly name: string;
  /** Each has to fire, and to be over after the fault. */
  readonly fires: readonly string[];
  /** What is also so while it lasts, or may be: it need not fire. */
  readonly mayFire?: readonly string[];
  /** Brings it about, and undoes it when it is over. */
  befall(scene: Scene, callers: Callers, over: Promise<void>): Promise<void>;
}

/** Does something again and again until it is over. */
async function until(over: Promise<void>, work: () => Promise<unknown>): Promise<void> {
  const ended = over.then(() => "over" as const);
  while ((await Promise.race([ended, Promise.resolve(null)])) === null) await work();
}

const longTransaction: Fault = {
  name: "a transaction stays open after it has written",
  fires: ["LongTransaction"],
  befall: ({ asOwner }, _, over) =>
    asOwner(async (sql) => {
      await sql.unsafe("begin");
      await sql.unsafe("create table held_open ()");
      await over;
      await sql.unsafe("rollback");
    }),
};

const replicaBehind: Fault = {
  name: "the replica does not replay what it gets",
  fires: ["ReplicaLags"],
  befall: ({ replica }, _, over) =>
    withConnection(replica.ownerUrl, async (sql) => {
      await sql`select pg_wal_replay_pause()`;
      await over;
      // What is replayed then may cancel the very statement that asked for it.
      await sql`select pg_wal_replay_resume()`.catch(() => undefined);
    }),
};

const replicaAway: Fault = {
  name: "the replica stands still",
  fires: ["ReplicaLags"],
  befall: ({ replica }, _, over) => replica.freezeFor(over),
};

const mailServerAway: Fault = {
  name: "the mail server is away",
  fires: ["MailsWait", "MailsGivenUp"],
  async befall({ asOwner, mails }, { register }, over) {
    await mails.shut();
    const [waiting, givenUp] = [await register(), await register()];
    await asOwner(async (sql) => {
      const tried = () =>
        sql`select from outbox_events where tries > 0 and learner_id in (${waiting}, ${givenUp})`;
      while ((await tried()).length < 2) await sleep(100);
      // A quarter of an hour and a day and a half are not waited for: since when one waits, and how often the other was tried, is set.
      await sql`
        update outbox_events set created_at = created_at - interval '16 minutes' where learner_id = ${waiting}`;
      await sql`update outbox_events set tries = 39, available_at = now() where learner_id = ${givenUp}`;
    });
    await over;
    await mails.open();
    await asOwner((sql) => sql`update outbox_events set available_at = now()`);
  },
};

const mailServerRefuses: Fault = {
  name: "the mail server takes mails to nobody",
  fires: ["MailsRefused"],
  async befall({ refuseMails }, { register }, over) {
    // Other faults go on meanwhile, and some of them let nobody sign up for a while.
    const some = async (wanted: number) => {
      for (let made = 0; made < wanted;) {
        const isMade = await register().then(
          () => true,
          () => false,
        );
        if (isMade) made += 1;
        else await sleep(500);
      }
    };
    refuseMails(true);
    await some(10);
    await over;
    refuseMails(false);
    await some(20);
  },
};

const guesses: Fault = {
  name: "somebody guesses the password of an account",
  fires: ["GuessedPasswords"],
  befall: (_, { signIn }, over) =>
    until(over, async () => {
      // Who guesses does not wait for the answer before.
      void signIn("guessed@example.org");
      await sleep(250);
    }),
};

const tableGone: Fault = {
  name: "a table that a call reads is gone",
  fires: ["ErrorsOfOurOwn"],
  async befall({ asOwner }, { ask }, over) {
    await asOwner((sql) => sql`alter table disputes rename to disputes_elsewhere`);
    await until(over, async () => {
      await ask("disputes.mine", {});
      await sleep(300);
    });
    await asOwner((sql) => sql`alter table disputes_elsewhere rename to disputes`);
  },
};

const redisGone: Fault = {
  name: "Redis is killed",
  fires: ["CacheAway"],
  befall: async ({ stage }, _, over) => stage.redis?.killFor(over),
};

const processStalls: Fault = {
  name: "the process gets no time, again and again",
  fires: ["EventLoopStalls"],
  mayFire: ["CacheAway", "SlowAnswers", "SlowStatements", "RequestsWait"],
  befall: ({ stage }, _, over) =>
    until(over, async () => {
      await stage.apis[0]?.freezeFor(250);
      await sleep(250);
    }),
};

const storm: Fault = {
  name: "a storm of sign-ins",
  fires: ["SignInsWait"],
  mayFire: ["GuessedPasswords", "Unavailable", "SlowAnswers", "EventLoopStalls", "CacheAway"],
  async befall(_, { signIn }, over) {
    const stranger = () => until(over, () => signIn(`${uuidV7()}@example.org`));
    await Promise.all(Array.from({ length: 80 }, stranger));
  },
};

const tableHeld: Fault = {
  name: "somebody holds tables that calls write to",
  fires: ["RequestsWait", "ConnectionsWait", "SlowAnswers", "SlowStatements"],
  mayFire: ["Unavailable", "CacheAway", "EventLoopStalls"],
  befall: ({ asOwner }, { change }, over) =>
    asOwner(async (sql) => {
      await sql.unsafe("begin");
      await sql.unsafe("lock table users, learner_states in exclusive mode");
      await Promise.all(Array.from({ length: 80 }, () => until(over, change)));
      await sql.unsafe("rollback");
    }),
};

const postgresStopped: Fault = {
  name: "PostgreSQL is stopped",
  fires: ["Unavailable"],
  // Work waits for a connection, and how far the replica is nobody knows.
  mayFire: ["ConnectionsWait", "ReplicaLags", "SlowAnswers", "SlowStatements"],
  befall: ({ stage }, _, over) => stage.postgres.stopFor(over),
};

const apiKilled: Fault = {
  name: "an API is killed",
  fires: ["Gone"],
  // A start takes a minute of this time.
  mayFire: ["Unavailable"],
  async befall({ stage }, _, over) {
    stage.apis[0]?.kill(over);
    await over;
  },
};

/** What fires rightly where the machine gives the server no time. */
export const OF_A_BUSY_MACHINE: ReadonlySet<string> = new Set([
  "CacheAway",
  "ConnectionsWait",
  "EventLoopStalls",
  "Gone",
  "RequestsWait",
  "SlowAnswers",
  "SlowStatements",
  "Unavailable",
]);

/** Rows of faults that come one after another; what is in one row leaves what is in the others alone. */
export const ROWS: readonly (readonly Fault[])[] = [
  [longTransaction],
  [mailServerAway, mailServerRefuses],
  [replicaBehind, replicaAway],
  [guesses],
  [tableGone, redisGone, processStalls, storm, tableHeld],
];

/** What would end the others. */
export const AT_LAST: readonly Fault[] = [postgresStopped, apiKilled];
