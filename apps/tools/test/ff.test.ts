import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { publishPrior, startTestApp, type TestApp } from "@fluentfusion/api/testing";
import { writeApkg } from "@fluentfusion/anki";
import { readAsAnki } from "@fluentfusion/anki/testing";
import { newId } from "@fluentfusion/client";
import {
  buildItems,
  buildLessons,
  COURSE_FOLDER,
  courseHash,
  LANGUAGE_PAIRS,
  readCourse,
} from "@fluentfusion/curriculum";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answersFrom } from "../src/answers.ts";
import { COMMANDS } from "../src/commands/index.ts";
import { courseDeck } from "../src/decks/course-deck.ts";
import { run } from "../src/run.ts";
import { fileTokenStore } from "../src/session-file.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const account = { email: "ff@example.org", password: "from the terminal" };

let app: TestApp;
let config: string;

beforeAll(async () => {
  app = await startTestApp();
  config = mkdtempSync(join(tmpdir(), "ff-config-"));
  await app.register({ ...account, username: "terminal" });
});

afterAll(async () => {
  await app.close();
  rmSync(config, { recursive: true, force: true });
});

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs one command as the program does, in this process. */
async function ff(args: string[], stdin = "", env: Record<string, string> = {}): Promise<Result> {
  let out = "";
  let err = "";
  const code = await run(args, {
    env: { FF_URL: app.url, ...env },
    storeFor: (url) => fileTokenStore(url, join(config, "fluentfusion")),
    input: Readable.from(stdin === "" ? [] : [stdin]),
    out: (text) => (out += text),
    err: (text) => (err += text),
    isTerminal: false,
  });
  return { code, out, err };
}

/** Runs the program itself, as a person does. */
async function ffProgram(args: string[], stdin = "", env: Record<string, string> = {}): Promise<Result> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=source", "apps/tools/src/main.ts", ...args],
    {
      cwd: root,
      env: { ...process.env, XDG_CONFIG_HOME: config, FF_URL: app.url, ...env },
    },
  );
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.end(stdin);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}

test("a person signs in once; later calls know them, until they sign out", async () => {
  expect((await ffProgram(["whoami"])).err).toContain("not signed in");
  const signedIn = await ffProgram(["sign-in", account.email], `${account.password}\n`);
  expect(signedIn).toMatchObject({ code: 0, err: "" });
  expect(signedIn.out).toContain("Signed in as terminal");

  const [file] = readdirSync(join(config, "fluentfusion"));
  expect(statSync(join(config, "fluentfusion", file ?? "")).mode & 0o777).toBe(0o600);

  const recommended = await ff(["recommend"]);
  expect(recommended.out).toMatch(/title +category +difficulty +reason +confidence +id/);
  const lessons = await ff(["lessons", "--json"]);
  expect(JSON.parse(lessons.out)).toHaveLength(4);

  await ffProgram(["sign-out"]);
  expect(await ff(["whoami"])).toMatchObject({ code: 1, out: "" });
});

test("a program's token takes the place of a sign-in, as far as its scope goes", async () => {
  const { client } = await app.register({ email: "job@example.org", password: "from the terminal" });
  const { token, id } = await client.auth.createToken.mutate({ name: "a job", scope: "read", days: 1 });
  const env = { FF_TOKEN: token };
  const asJson = await ff(["whoami", "--json"], "", env);
  expect(JSON.parse(asJson.out)).toMatchObject({ email: "job@example.org", emailVerified: false });
  expect((await ff(["whoami"], "", env)).out).toMatch(/^email +job@example\.org$/m);
  const written = await ff(["call", "me.pause", '{"until":"2030-01-01"}'], "", env);
  expect(written).toMatchObject({ code: 1 });
  expect(written.err).toContain("scope of FF_TOKEN");
  const signedIn = await ff(["sign-in", account.email], `${account.password}\n`, env);
  expect(signedIn).toMatchObject({ code: 2, out: "" });
  await client.auth.revokeToken.mutate({ id });
  expect((await ff(["whoami"], "", env)).err).toContain("FF_TOKEN is not valid");
});

test("a stream is printed as it comes until it is interrupted; what opens none says why", async () => {
  const { client } = await app.register({ email: "follower@example.org", password: "from the terminal" });
  const { token } = await client.auth.createToken.mutate({ name: "a look", scope: "read", days: 1 });
  const env = { FF_TOKEN: token };
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=source", "apps/tools/src/main.ts", "call", "events.stream", "--json"],
    { cwd: root, env: { ...process.env, ...env, XDG_CONFIG_HOME: config, FF_URL: app.url } },
  );
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.on("close", (_code, signal) => resolve(signal)),
  );
  let out = "";
  for await (const chunk of child.stdout) {
    out += String(chunk);
    if (out.includes("\n")) break;
  }
  expect(JSON.parse(out)).toMatchObject({ type: "ready", seq: 0 });
  child.kill("SIGINT");
  expect(await ended).toBe("SIGINT");

  const refused = await ff(["call", "events.stream", '{"after":-1}'], "", env);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain("The input is not valid: after: ");
  expect((await ff(["call", "events.stream"])).err).toContain("ff sign-in");
  expect(JSON.parse((await ff(["procedures", "--json"])).out)).toContainEqual({
    name: "events.stream",
    type: "subscription",
  });
});

test("a pipe answers one question with each line, and nothing once it is empty", async () => {
  const answers = answersFrom(Readable.from(["a password\n123456\n"]), () => undefined);
  expect(await answers.secret("Password: ")).toBe("a password");
  expect(await answers.secret("Code: ")).toBe("123456");
  expect(await answers.secret("And? ")).toBe("");
  answers.close();
});

test("files are named as they are from where somebody stands, wherever pnpm runs the program", async () => {
  const said = await ffProgram(["course", "export", "here.csv"], "", { INIT_CWD: config });
  expect(said).toMatchObject({ code: 0, err: "" });
  expect(readFileSync(join(config, "here.csv"), "utf8")).toContain("Muraho");
});

test("every procedure is within reach, and an input that is not valid says why", async () => {
  await ff(["sign-in", account.email], `${account.password}\n`);
  const answer = await ff(["call", "lessons.list", '{"limit":1}', "--json"]);
  expect(JSON.parse(answer.out)).toMatchObject({ items: [{ category: "greetings" }], nextCursor: 1 });
  const refused = await ff(["call", "lessons.list", '{"limit":1000}']);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain("limit: ");
  // What has no advice of its own says what the server says.
  const finished = await ff(["call", "session.next", `{"sittingId":"${newId()}"}`]);
  expect(finished.err).toMatch(/^Sitting not found \(SITTING_NOT_FOUND, request /);
});

test("what is not understood says what to do and ends with 2", async () => {
  for (const [args, hint] of [
    [["dance"], "ff --help"],
    [["call"], "ff procedures"],
    [["call", "no.such"], "There is no procedure no.such. All of them: ff procedures"],
    [["call", "lessons.seach"], "Did you mean: ff call lessons.search?"],
    [["call", "lessons.list", "limit=3"], `'{"limit":3}'`],
    [["lessons", "--colour"], "There is no option --colour. All of them: ff --help"],
    [["lessons", "--jason"], "Did you mean: --json?"],
    [["lessons", "food"], "food is one word too many: ff lessons --help"],
    [["experiment", "start", "rules", "or", "model"], "model is one word too many"],
    [["experiment", "begin", "it"], "ff experiment list | start"],
    [["sign-in"], "ff sign-in <email>"],
    [["whoami", "--url", "localhost:8000"], "localhost:8000 is no address of an API"],
    [["why", "Hello"], "ff lessons shows them"],
    [["team", "report", "reception"], "ff team list shows them"],
    [["lesson", "export", "hello"], "hello is no lesson's name"],
  ] as const) {
    const answer = await ff([...args]);
    expect([answer.code, answer.out]).toEqual([2, ""]);
    expect(answer.err).toContain(hint);
  }
});

test("a mistyped command is guessed where there is one like it", async () => {
  for (const [typed, meant] of [
    ["lesons", "lessons"],
    ["whomai", "whoami"],
    ["Sign-In", "sign-in"],
    ["recommendations", "recommend"],
    ["comp", "completion"],
  ] as const) {
    const { code, err } = await ff([typed]);
    expect([code, err]).toEqual([
      2,
      `There is no command ${typed}. Did you mean: ff ${meant}? All of them: ff --help\n`,
    ]);
  }
  for (const strange of ["dance", "way", "x", "l".repeat(10_000)])
    expect((await ff([strange])).err).not.toContain("Did you mean");
});

test("who gives no password is told so, and not the bounds of a text", async () => {
  for (const stdin of ["", "\n"]) {
    const { code, err } = await ff(["sign-in", account.email], stdin);
    expect([code, err.trim().split("\n").length]).toEqual([1, 1]);
    expect(err).toMatch(/^No password was given\./);
  }
});

test("help fits a terminal of eighty columns, and each command says how it is called", async () => {
  const all = await ff(["--help"]);
  expect(all.code).toBe(0);
  const names = [...all.out.matchAll(/^ {2}([a-z]\S*) {2,}\S/gm)].map(([, name]) => name ?? "");
  expect(names.filter((name) => name !== "ff")).toEqual(COMMANDS.map(({ name }) => name));
  for (const { name } of COMMANDS) {
    const one = await ff([name, "--help"]);
    expect([one.code, one.err]).toEqual([0, ""]);
    expect(one.out).toMatch(new RegExp(`^ {2}ff ${name}\\b`, "m"));
  }
  expect(Math.max(...all.out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
  expect((await ff([])).code).toBe(2);
});

test("an API that does not answer is told of in one line", async () => {
  const answer = await ff(["whoami", "--url", "http://127.0.0.1:9"]);
  expect(answer.code).toBe(1);
  expect(answer.err.trim().split("\n")).toHaveLength(1);
  expect(answer.err).toContain("http://127.0.0.1:9");
});

test("an admin sees a refit to its end, the versions of the model, and a report that refuses a verdict", async () => {
  const { userId } = await app.register({ email: "boss@example.org", password: "from the terminal" });
  await app.database.db.$client`update users set role = 'admin' where id = ${userId}`;
  await ff(["sign-in", "boss@example.org"], "from the terminal\n");
  const refit = await ff(["refit"]);
  expect(refit).toMatchObject({ code: 0 });
  expect(refit.out).toBe(
    "Too few answers to fit a model: 0 to fit it to, 0 of held-back learners to judge it by.\n",
  );
  expect(JSON.parse((await ff(["refit", "--json"])).out)).toMatchObject({ outcome: "too_few_answers" });
  expect(refit.err).toContain("done");
  expect(JSON.parse((await ff(["models", "--json"])).out)).toMatchObject({ versions: [] });
  expect((await ff(["publish-model", "7"])).err).toContain("nothing of this name or id");
  expect((await ff(["publish-model", "newest"])).code).toBe(2);
  expect((await ff(["experiment", "start", "rules or model", "0.5"])).out).toContain("has begun");
  expect((await ff(["experiment", "start", "another", "0.5"])).err).toContain("ff experiment stop <name>");
  const alone = JSON.stringify({ userId, role: "learner" });
  expect((await ff(["call", "admin.setRole", alone])).err).toContain("Somebody has to be admin");
  expect((await ff(["experiment", "list"])).out).toContain("learner-model@1 0.5, seed-rules@1 0.5");
  const report = ["experiment", "report", "rules or model"];
  expect((await ff(report)).out).toContain("Too little evidence");
  expect(JSON.parse((await ff([...report, "--json"])).out)).toMatchObject({ verdict: "too_little_evidence" });
  expect((await ff(["experiment", "stop", "rules or model"])).out).toContain("has ended");
}, 60_000);

test("bash completes commands, what they do, options and files", async () => {
  const script = (await ff(["completion", "bash"])).out;
  const completed = (...words: string[]) => {
    const line = `COMP_WORDS=(ff ${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length}; _ff; echo "\${COMPREPLY[*]}"`;
    return execFileSync("bash", ["-c", `${script}\n${line}`], { encoding: "utf8" }).trim();
  };
  expect(completed("re")).toBe("recommend rebuild refit");
  expect(completed("course", "")).toBe("lint export import anki");
  expect(completed("lessons", "--j")).toBe("--json");
  expect(completed("passport", "x")).toBe("");
  expect(completed("comp")).toBe("completion");
  expect(completed("completion", "z")).toBe("zsh");
  expect(completed("call", "lessons.s")).toBe("lessons.search");
  expect(completed("lesson", "export", "greetings-b")).toMatch(/^greetings-beginner-1\b/);
  expect(completed("lesson", "check", "greetings-b")).toBe("");
  expect(completed("course", "anki", "f")).toBe("french");
  expect(completed("course", "anki", "french", "e")).toBe("english");
  for (const shell of ["zsh", "fish"]) expect((await ff(["completion", shell])).out).toContain("whoami");
  expect((await ff(["completion", "tcsh"])).code).toBe(2);
});

test("the words of a course go to a table and come back, without any API", async () => {
  const folder = join(config, "course");
  cpSync(COURSE_FOLDER, folder, { recursive: true });
  const nowhere = ["--url", "http://127.0.0.1:9"];
  const table = join(config, "words.csv");
  expect(await ff(["course", "export", table, folder, ...nowhere])).toMatchObject({ code: 0, err: "" });
  const text = readFileSync(table, "utf8");
  writeFileSync(table, text.replace(",Food,", ",Foodstuff,"));
  const told = await ff(["course", "import", table, folder, "--check", "--json"]);
  expect(JSON.parse(told.out)).toContainEqual({ situation: "food", added: 0, changed: 1 });
  expect((await ff(["course", "import", table, folder])).code).toBe(0);
  expect(readFileSync(join(folder, "items/food.yaml"), "utf8")).toContain("Foodstuff");
  expect((await ff(["course", "lint", folder])).out).toContain("have no defect");
  await judges(folder);
  writeFileSync(table, text.replace(",beginner,", ",easy,"));
  const refused = await ff(["course", "import", table, folder]);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("row 2, difficulty")]);
  writeFileSync(join(folder, "overlaps.yaml"), "- [gre-001]\n");
  const broken = await ff(["course", "lint", folder]);
  expect([broken.code, broken.err]).toEqual([1, expect.stringContaining("overlaps.yaml:1")]);
  expect((await ff(["course", "export", "/nowhere/words.csv"])).err).toContain("/nowhere/words.csv");
  expect((await ff(["course", "lint", "/nowhere"])).err).toBe("There is no /nowhere\n");
}, 60_000);

test("the course is a deck that Anki understands, from every language to every other", async () => {
  const file = join(config, "course.apkg");
  expect(await ff(["course", "anki", "kinyarwanda", "english", file])).toMatchObject({ code: 0, err: "" });
  expect((await ff(["course", "anki", "kinyarwanda", "swahili", file])).code).toBe(2);
  const read = await readCourse(COURSE_FOLDER);
  if (!read.ok) throw new Error(read.problems.join());
  const decksOf = new Map<string, string>();
  const decks = LANGUAGE_PAIRS.map((pair) => courseDeck(read.course, pair, new Date()));
  for (const apkg of [readFileSync(file), ...(await Promise.all(decks.map(writeApkg)))]) {
    const { cards, media } = await readAsAnki(apkg);
    expect(cards.length).toBeGreaterThan(400);
    expect(media.get("_fluentfusion-sources.txt")).toMatch(/^\w+: /);
    for (const { guid, deck } of cards) {
      // A guid of another deck would make Anki overwrite that deck's note.
      expect(decksOf.get(guid) ?? deck).toBe(deck);
      decksOf.set(guid, deck);
    }
  }
}, 120_000);

test("a learner takes along what they know, and a recommendation says what it is made of", async () => {
  const me = { email: "traveller@example.org", password: "from the terminal" };
  const { client } = await app.register(me);
  await ff(["sign-in", me.email], `${me.password}\n`);
  const why = await ff(["why", "--json"]);
  expect(JSON.parse(why.out)).toMatchObject({ items: [{ reason: { code: "NEW_LEARNER" } }] });
  const [lesson] = (await client.lessons.list.query({})).items;
  const sitting = { id: newId(), mode: "lesson", lessonId: lesson?.id ?? "" } as const;
  const { next } = await client.session.start.mutate(sitting);
  if (next === null) throw new Error("an empty lesson");
  await client.attempts.submit.mutate({
    id: newId(),
    exerciseId: next.id,
    revision: next.revision,
    sittingId: sitting.id,
    response:
      next.prompt.kind === "choice" ? { kind: "choice", optionId: "a" } : { kind: "type", text: "Muraho" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
  });
  const file = join(config, "mine.apkg");
  const made = await ff(["passport", file]);
  expect(made.out).toMatch(/^[1-9] items with their memory/);
  const { cards, media } = await readAsAnki(readFileSync(file));
  expect(cards.length).toBeGreaterThan(0);
  expect([...media.keys()]).toEqual(["_fluentfusion-passport.txt"]);
  expect((await ff(["passport", "mine.zip"])).code).toBe(2);
}, 60_000);

const judgement = (form: string) =>
  `- { item: gre-089, language: kinyarwanda, form: "${form}", alsoAnswers: [gre-017], by: "a test", on: 2026-11-28, why: "to try it" }\n`;

/** A form that answers two items is asked about until somebody has said that it is right for both. */
async function judges(folder: string): Promise<void> {
  const asked = async () => (await ff(["course", "lint", folder])).out;
  expect(await asked()).toContain('gre-089.kinyarwanda.accepted: "Bite?" is the answer to gre-017');
  const judged = join(folder, "judged.yaml");
  writeFileSync(judged, judgement("Bite?"));
  expect(await asked()).not.toContain("gre-089");
  writeFileSync(judged, judgement("Bite?").replace("gre-017", "gre-018"));
  expect(await asked()).toContain("gre-089");
  writeFileSync(judged, judgement("Gute?"));
  const idle = await ff(["course", "lint", folder]);
  expect([idle.code, idle.err]).toEqual([1, expect.stringContaining("judged.yaml:1 gre-089")]);
  writeFileSync(judged, "[]\n");
}

const isGreeting = ({ category }: { category: string }) => category === "greetings";

test("of a lesson that is not first, a person reads what would put it there, and doing that does", async () => {
  const ranked = await startTestApp();
  try {
    await publishPrior(ranked.database.db, new Date());
    const me = { email: "curious@example.org", password: "from the terminal" };
    const { client } = await ranked.register(me);
    const ask = (args: string[], stdin = "") => ff([...args, "--url", ranked.url], stdin);
    await ask(["sign-in", me.email], `${me.password}\n`);
    const first = (await client.recommendations.list.query({})).items[0]?.lesson.id;
    const other = (await client.lessons.list.query({})).items.find(({ id }) => id !== first);
    const told = await ask(["why", other?.id ?? ""]);
    const wish = / with a weight of ([\d.]+) \(recommendations.wish\)/.exec(told.out)?.[1];
    expect(wish).toMatch(/^\d\.\d{1,3}$/);
    await client.recommendations.wish.mutate({
      lessonId: other?.id ?? "",
      weight: Number(wish),
      wished: true,
    });
    const after = JSON.parse((await ask(["why", other?.id ?? "", "--json"])).out) as { block: unknown };
    expect(after.block).toEqual({ code: "FIRST", params: {} });
  } finally {
    await ranked.close();
  }
});

test("an author takes a lesson out into a file, changes it, sees what that does, and publishes it", async () => {
  const read = await readCourse(COURSE_FOLDER);
  if (!read.ok) throw new Error(read.problems.join());
  const course = {
    ...read.course,
    items: read.course.items.filter(isGreeting),
    lessons: read.course.lessons
      .filter(isGreeting)
      .slice(0, 2)
      .map((one) => ({ ...one, prerequisites: [] })),
    overlaps: [],
  };
  const starter = {
    hash: courseHash(course),
    source: () => Promise.resolve(course),
    load: () =>
      Promise.resolve({ hash: courseHash(course), items: buildItems(course), lessons: buildLessons(course) }),
  };
  const own = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" }, { starter });
  const ffHere = (args: string[], stdin = "") => ff([...args, "--url", own.url], stdin);
  const { userId } = await own.register({ email: "author@example.org", password: "from the terminal" });
  await own.database.db.$client`update users set role = 'author' where id = ${userId}`;
  await ffHere(["sign-in", "author@example.org"], "from the terminal\n");
  const listed = await ffHere(["lesson", "list", "--json"]);
  expect(listed.err).toBe("");
  const [known] = JSON.parse(listed.out) as {
    name: string;
    title: string;
  }[];
  const file = join(config, `${known?.name}-mine.yaml`);
  expect((await ffHere(["lesson", "export", known?.name ?? "", file])).err).toBe("");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(known?.title ?? "", "Told anew"));
  expect((await ffHere(["lesson", "publish", file, "--check"])).out).toContain("title");
  expect((await ffHere(["lesson", "publish", file])).out).toContain("is published as revision 1");
  expect((await ffHere(["lesson", "list"])).out).toContain("Told anew");
  expect((await ffHere(["lesson", "revisions", known?.name ?? ""])).out).toMatch(/^1 .*its own text$/m);
  expect((await ffHere(["lesson", "rollback", known?.name ?? "", "0"])).out).toContain("revision 2");
  expect((await ffHere(["lesson", "revisions", known?.name ?? ""])).out).toMatch(/^2 .*the file$/m);
  expect((await ffHere(["lesson", "export", "greetings-beginner-99", file])).err).toContain("ff lesson list");
  const unknown = text.split("\n").findIndex((line) => /item: gre-/.test(line));
  writeFileSync(file, text.replace(/item: gre-\d+/, "item: gre-999"));
  expect((await ffHere(["lesson", "check", file])).err).toContain(`${file}:${unknown + 1} `);
  rmSync(file);
  expect((await ffHere(["lesson", "check", file])).err).toBe(`There is no ${file}\n`);
  writeFileSync(file, "title: 1\n");
  expect((await ffHere(["lesson", "check", file])).err).toContain(`${file}:1 `);
  await own.close();
}, 60_000);
