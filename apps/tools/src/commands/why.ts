import { type Client, isErrorCode, type RouterOutputs } from "@fluentfusion/client";
import { type Command, mustBeId, UsageError } from "../command.ts";
import type { Output } from "../output.ts";

type WhyNot = RouterOutputs["recommendations"]["whyNot"];

/** What the list itself says, while there is no model whose terms could be told. */
async function tellByRule(client: Client, output: Output, lessonId: string | undefined): Promise<void> {
  const { items } = await client.api.recommendations.list.query({});
  const told =
    lessonId === undefined ? items.slice(0, 1) : items.filter(({ lesson }) => lesson.id === lessonId);
  output.answer({ items: told }, () => {
    output.table(
      told.flatMap(({ lesson, reason }) => [
        { term: "lesson", value: lesson.title },
        { term: "reason", value: reason.code },
        ...Object.entries(reason.params).map(([term, value]) => ({ term, value })),
      ]),
    );
    output.say("No model is published: the original rules made this list, and they have no terms.");
  });
}

/** The least that would put a lesson first, as what a person does. */
function deedsOf(
  { finish, reopen, undismiss, wish }: NonNullable<WhyNot["change"]>,
  named: (ids: string | readonly string[]) => string,
): string {
  const deeds = [
    ...(undismiss ? ["it is no longer dismissed"] : []),
    ...(reopen ? ["it is opened again"] : []),
    ...(finish.length > 0 ? [`these lessons are finished: ${named(finish)}`] : []),
    ...(wish > 0 ? [`it is wished for with a weight of ${wish} (recommendations.wish)`] : []),
  ];
  return deeds.join(", and ");
}

function show(output: Output, { lessonId, score, terms, block, change, lessons }: WhyNot): void {
  const titles = new Map(lessons.map(({ id, title }) => [id, title]));
  const named = (ids: string | readonly string[]) =>
    [ids]
      .flat()
      .map((id) => `"${titles.get(id) ?? id}"`)
      .join(", ");
  output.table([...terms, { code: "score", value: score }].map(({ code, value }) => ({ term: code, value })));
  if (block.code === "FIRST") {
    output.say(`${named(lessonId)} comes first.`);
    return;
  }
  const params = Object.entries(block.params).map(([name, value]) => `${name} ${named(value)}`);
  output.say(`${named(lessonId)} does not come first: ${[block.code, ...params].join(" ")}`);
  output.say(change === null ? "Nothing would put it there now." : `It does when ${deedsOf(change, named)}.`);
}

export const why: Command = {
  name: "why",
  usage: "why [lesson id]",
  summary: "Explain a recommendation: the terms of its score, what is in its way, what would put it first",
  async run({ client, output, words: [word] }) {
    if (word !== undefined) mustBeId(word, "lesson", "ff lessons");
    const { items } = word === undefined ? await client.api.recommendations.list.query({}) : { items: [] };
    const lessonId = word ?? items[0]?.lesson.id;
    if (lessonId === undefined)
      throw new UsageError("Nothing is recommended; name a lesson: ff why <lesson id>");
    try {
      const answer = await client.api.recommendations.whyNot.query({ lessonId });
      output.answer(answer, () => show(output, answer));
    } catch (error) {
      if (!isErrorCode(error, "UNAVAILABLE") && !isErrorCode(error, "NOT_FOUND")) throw error;
      await tellByRule(client, output, word);
    }
  },
};
