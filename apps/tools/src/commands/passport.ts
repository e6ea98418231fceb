import type { Client, RouterOutputs } from "@fluentfusion/client";
import { type Command, UsageError } from "../command.ts";
import { passportDeck } from "../decks/passport-deck.ts";

type Page = RouterOutputs["reviews"]["memory"];

async function allMemory(client: Client): Promise<Page["items"]> {
  const items: Page["items"] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page: Page = await client.api.reviews.memory.query(cursor === undefined ? {} : { cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

export const passport: Command = {
  name: "passport",
  usage: "passport <apkg>",
  summary: "Take what you know along: an Anki deck with the state of your memory",
  async run({ client, output, words: [file] }) {
    if (file === undefined) throw new UsageError("Say where to: ff passport mine.apkg");
    const { writeDeck } = await import("../decks/write-deck.ts");
    const user = await client.api.me.get.query();
    const deck = passportDeck(user, await allMemory(client), new Date());
    await writeDeck(file, deck);
    output.say(`${deck.notes.length} items with their memory are in ${file}; Anki opens it, with FSRS on.`);
  },
};
