import type { ItemMemory, MemoryInput, MemoryPage } from "@fluentfusion/contract";
import type { Language } from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import { findMemory } from "./memory.queries.ts";

type Found = Awaited<ReturnType<typeof findMemory>>[number];

function toItemMemory({ item, state }: Found, native: Language): ItemMemory {
  const accepted = item.accepted as Record<Language, string[]>;
  const sources = item.sources as { id: string; where: string }[];
  return {
    itemId: item.id,
    slug: item.slug,
    targetLanguage: item.targetLanguage,
    text: item.text,
    meaning: accepted[native][0] ?? "",
    category: item.category,
    difficulty: item.difficulty,
    review: item.review,
    sources: sources.map(({ id }) => id),
    memory: {
      stabilityDays: state.stabilityDays,
      difficulty: state.difficulty,
      dueAt: state.dueAt.toISOString(),
      lastAt: state.lastAt.toISOString(),
      reviews: state.reviews,
      lapses: state.lapses,
    },
  };
}

/** A page of what the learner remembers, in the order of item ids. */
export async function readMemory(
  { deps, actor }: ActorContext,
  { cursor, limit }: MemoryInput,
): Promise<MemoryPage> {
  const found = await findMemory(deps.db, actor, { after: cursor, limit });
  const items = found.map((row) => toItemMemory(row, actor.nativeLanguage));
  return { items, nextCursor: found.length < limit ? null : (items.at(-1)?.itemId ?? null) };
}
