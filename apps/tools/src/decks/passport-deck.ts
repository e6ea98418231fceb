import type { Deck } from "@fluentfusion/anki";
import type { RouterOutputs, User } from "@fluentfusion/client";
import { guidOf, titled } from "./names.ts";

type ItemMemory = RouterOutputs["reviews"]["memory"]["items"][number];

/** What a learner knows, as a deck that goes on where the learner stands. */
export function passportDeck(user: User, items: readonly ItemMemory[], at: Date): Deck {
  const notes = items.map(({ memory, ...item }) => ({
    guid: guidOf(item.slug, user.nativeLanguage),
    text: item.text,
    meaning: item.meaning,
    hint: "",
    situation: `${titled(item.category)}, ${item.difficulty}`,
    sources: item.sources.join(", "),
    isProduced: !item.review,
    tags: [item.category, item.difficulty],
    memory: { ...memory, dueAt: new Date(memory.dueAt), lastAt: new Date(memory.lastAt) },
  }));
  return {
    name: `FluentFusion ${titled(user.targetLanguage)} from ${titled(user.nativeLanguage)}`,
    description: `What ${user.username} knew on ${at.toISOString().slice(0, 10)}.`,
    notes,
    media: {
      "_fluentfusion-passport.txt": `Made on ${at.toISOString()} of ${notes.length} items by FSRS.\n`,
    },
    at,
  };
}
