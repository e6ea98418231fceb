import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Cluster, openSql, startCluster } from "../../data/cluster.ts";
import { copyLearner, createBenchSchema, widenCatalogue } from "../../data/copy-learners.ts";
import { signPlainToken, signTokens } from "../../data/identity.ts";
import { makePrototype } from "../../data/prototypes.ts";
import { buildProduct, productCommand, type ServerSettings } from "../../servers/product.ts";
import { startServerProcess } from "../../servers/server-process.ts";
import type { SuiteOptions } from "../../suite.ts";
import { type CoursePart, readCourse } from "./course.ts";

/** Results of each common learner, as in the original's data. */
const RESULTS = 20;

/** Learners of one kind, with the tokens that the product and the plain peer take. */
export interface Crowd {
  readonly from: number;
  readonly tokens: readonly string[];
  readonly plainTokens: readonly string[];
}

/** The data that all peers are measured on. */
export interface Stand {
  readonly cluster: Cluster;
  readonly settings: ServerSettings;
  readonly course: CoursePart;
  readonly crowd: Crowd;
  readonly lessons: number;
  stop(): Promise<void>;
}

export async function crowdOf(secretKey: string, from: number, count: number): Promise<Crowd> {
  return {
    from,
    tokens: await signTokens(secretKey, from, count),
    plainTokens: Array.from({ length: count }, (_, index) => signPlainToken(secretKey, from + index)),
  };
}

/** Bundles the product, starts a database and loads it: one learner by the product, the others copied. */
export async function buildStand({
  learners,
  tell,
}: Pick<SuiteOptions, "learners" | "tell">): Promise<Stand> {
  tell("building the API");
  await buildProduct();
  tell("starting a durable PostgreSQL");
  const cluster = await startCluster();
  try {
    const secretKey = randomBytes(32).toString("hex");
    const settings = { databaseUrl: cluster.url, secretKey, folder: cluster.folder };
    tell(`a learner answers ${RESULTS} times`);
    const product = await startServerProcess(productCommand(settings, { RATE_LIMIT_PER_MINUTE: "0" }));
    const sql = openSql(cluster.url);
    const course = await readCourse(sql);
    const prototype = await makePrototype(product.port, "prototype", course.exercises, RESULTS);
    await product.stop();
    tell(`copying them to ${learners} learners`);
    await createBenchSchema(sql);
    await copyLearner(sql, prototype, { from: 1, to: learners });
    await sql`insert into bench.progress select * from lesson_progress`;
    await sql`vacuum analyze`;
    const [counted] = await sql<{ lessons: number }[]>`select count(*)::int as lessons from lessons`;
    await sql.end();
    return {
      cluster,
      settings,
      course,
      crowd: await crowdOf(secretKey, 1, learners),
      lessons: counted?.lessons ?? 0,
      stop: () => cluster.stop(),
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** The same learners in a database of this name, beside so many lessons. */
export async function copyDatabase(cluster: Cluster, name: string, lessons: number): Promise<string> {
  const wide = new URL(cluster.url);
  const template = wide.pathname.slice(1);
  const admin = new URL(cluster.url);
  admin.pathname = "/postgres";
  wide.pathname = `/${name}`;
  const server = openSql(admin.href);
  await server.unsafe(`create database "${name}" template "${template}"`);
  await server.end();
  const sql = openSql(wide.href);
  await widenCatalogue(sql, lessons);
  await sql`vacuum analyze`;
  await sql`checkpoint`;
  await sql.end();
  return wide.href;
}

/** Writes the constants of the static peer. */
export function writeAnswers(stand: Stand, answers: Readonly<Record<string, string>>): string {
  const file = join(stand.cluster.folder, "answers.json");
  writeFileSync(file, JSON.stringify(answers));
  return file;
}
