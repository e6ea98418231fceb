import { isErrorCode, type Client } from "@fluentfusion/client";
import { type Command, UsageError } from "../command.ts";
import type { Output } from "../output.ts";

/** What the list itself says, while there is no model whose terms could be told. */
async function tellByRule(client: Client, output: Output, lessonId: string | undefined): Promise<void> {
  const { items } = await client.api.recommendations.list.query({});
  const told =
    lessonId === undefined ? items.slice(0, 1) : items.filter(({ lesson }) => lesson.id === lessonId);
  output.table(
    told.flatMap(({ lesson, reason }) => [
      { term: "lesson", value: lesson.title },
      { term: "reason", value: reason.code },
      ...Object.entries(reason.params).map(([term, value]) => ({ term, value })),
    ]),
  );
  output.say("No model is published: the original rules made this list, and they have no terms.");
}

export const why: Command = {
  name: "why",
  usage: "why [lesson id]",
  summary: "Explain a recommendation: the terms of its score, what is in its way, what would put it first",
  async run({ client, output, words: [word] }) {
    const { items } = word === undefined ? await client.api.recommendations.list.query({}) : { items: [] };
    const lessonId = word ?? items[0]?.lesson.id;
    if (lessonId === undefined)
      throw new UsageError("Nothing is recommended; name a lesson: ff why <lesson id>");
    try {
      const { score, terms, block, change } = await client.api.recommendations.whyNot.query({ lessonId });
      const rows = [...terms, { code: "score", value: score }];
      output.table(rows.map(({ code, value }) => ({ term: code, value })));
      const isFirst = block.code === "FIRST";
      output.say(isFirst ? "It comes first." : `In its way: ${block.code} ${JSON.stringify(block.params)}`);
      if (change !== null) output.say(`It would come first with: ${JSON.stringify(change)}`);
      else if (!isFirst) output.say("Nothing would put it first now.");
    } catch (error) {
      if (!isErrorCode(error, "UNAVAILABLE") && !isErrorCode(error, "NOT_FOUND")) throw error;
      await tellByRule(client, output, word);
    }
  },
};
