import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { newId } from "@fluentfusion/client";
import { type Command, CommandFailure, type Tools, UsageError } from "../command.ts";

const USAGE =
  "list | export <lesson> [file] | check <file> | publish <file> [--check] | revisions <lesson> | rollback <lesson> <revision>";

const NAME = /^[a-z]+-[a-z]+-[1-9]\d?$/;

/** `greetings-beginner-1` of `lessons/greetings-beginner-1-hello.yaml`. */
export function nameOf(file: string): string {
  const name = /^[a-z]+-[a-z]+-[1-9]\d?(?=[-.]|$)/.exec(basename(file))?.[0];
  if (name === undefined) {
    throw new UsageError(`A lesson's file is named like greetings-beginner-1-hello.yaml, unlike ${file}`);
  }
  return name;
}

async function list({ client, output }: Tools): Promise<void> {
  const lessons = await client.api.author.lessons.query();
  output.table(lessons.map(({ name, title, origin, revision }) => ({ name, title, origin, revision })));
}

async function write({ client, output }: Tools, name: string, file: string | undefined): Promise<void> {
  const { fileName, text } = await client.api.author.export.query({ name });
  await writeFile(file ?? fileName, text);
  output.say(`${name} is in ${file ?? fileName}.`);
}

/** What can be gone back to; 0 is the course's file. */
async function revisions({ client, output }: Tools, name: string): Promise<void> {
  const rows = await client.api.author.revisions.query({ name });
  output.table(
    rows.map(({ revision, publishedAt, isFile }) => ({
      revision,
      published: publishedAt.slice(0, 16).replace("T", " "),
      as: isFile ? "the file" : "its own text",
    })),
  );
}

/** What is wrong with a lesson's text, as an editor shows it. */
async function check({ client }: Tools, file: string, lesson: { name: string; text: string }): Promise<void> {
  const { problems } = await client.api.author.validate.mutate(lesson);
  if (problems.length > 0) {
    throw new CommandFailure(problems.map(({ line, message }) => `${file}:${line} ${message}`).join("\n"));
  }
}

/** The effect of a lesson's text on what is published. */
async function tellDiff({ client, output }: Tools, lesson: { name: string; text: string }): Promise<void> {
  const { lessons, alsoIn } = await client.api.author.diff.mutate(lesson);
  output.table(
    lessons.map(({ slug, isNew, fields, exercises }) => ({
      lesson: slug,
      new: isNew,
      fields: fields.join(", "),
      exercises: exercises.length,
      "begin anew": exercises.filter(({ kind }) => kind === "semantic").length,
    })),
  );
  if (alsoIn.length > 0) output.say(`Exercises change with it in ${alsoIn.join(", ")}.`);
}

async function publish(tools: Tools, file: string): Promise<void> {
  const { client, output } = tools;
  const lesson = { name: nameOf(file), text: await readFile(file, "utf8") };
  await check(tools, file, lesson);
  await tellDiff(tools, lesson);
  if (tools.check) return;
  const draft = await client.api.author.import.mutate({ id: newId(), ...lesson });
  const done = await client.api.author.publish.mutate({ draftId: draft.id, version: draft.version });
  const changed = done.lessonsChanged === 1 ? "1 lesson" : `${done.lessonsChanged} lessons`;
  output.say(`${lesson.name} is published as revision ${done.revision}; ${changed} changed.`);
}

export const lesson: Command = {
  name: "lesson",
  usage: `lesson ${USAGE}`,
  summary: "Write lessons in files and publish them; publish --check only tells what would change (authors)",
  async run(tools) {
    const [deed, word, more] = tools.words;
    if (deed === "list") await list(tools);
    else if (word === undefined) throw new UsageError(`Say what to do: ff lesson ${USAGE}`);
    else if (deed !== "check" && deed !== "publish" && !NAME.test(word))
      throw new UsageError(`${word} is no lesson's name, such as greetings-beginner-1: ff lesson list`);
    else if (deed === "export") await write(tools, word, more);
    else if (deed === "check") {
      await check(tools, word, { name: nameOf(word), text: await readFile(word, "utf8") });
      tools.output.say(`${word} can be published.`);
    } else if (deed === "publish") await publish(tools, word);
    else if (deed === "revisions") await revisions(tools, word);
    else if (deed === "rollback" && more !== undefined && /^\d{1,6}$/.test(more)) {
      const done = await tools.client.api.author.rollback.mutate({ name: word, revision: Number(more) });
      tools.output.say(`${word} is as it was, as revision ${done.revision}.`);
    } else throw new UsageError(`Say what to do: ff lesson ${USAGE}`);
  },
};
