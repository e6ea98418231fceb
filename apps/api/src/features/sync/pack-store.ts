import type { LessonPack, LexiconPack, Pack } from "@fluentfusion/contract";
import { LANGUAGES } from "@fluentfusion/core";
import type { Database } from "@fluentfusion/db";
import { LRUCache } from "lru-cache";
import type { CatalogueStore } from "../lessons/catalogue-store.ts";
import { type CatalogueLesson, listItemForms } from "../lessons/lessons.queries.ts";
import { toExercise, toSummary } from "../lessons/lessons.service.ts";
import { createPackSigner, type PackSigner } from "./sign-packs.ts";

const CHARACTERS_KEPT = 32 * 1024 * 1024;

export interface PackStore {
  readonly key: PackSigner["key"];
  /** A lesson in its published revision, with the keys of its exercises; `null` when it is gone. */
  lesson(lesson: CatalogueLesson): Promise<Pack | null>;
  /** Every form of the courses, in the version of the catalogue. */
  lexicon(version: number): Promise<Pack>;
}

/** Makes packs and keeps them: a revision never changes, so its pack is made and signed once in each process. */
export function createPackStore(db: Database["db"], catalogue: CatalogueStore, secretKey: string): PackStore {
  const signer = createPackSigner(secretKey);
  const packs = new LRUCache<string, Pack>({
    maxSize: CHARACTERS_KEPT,
    sizeCalculation: ({ text }) => text.length,
  });

  const keep = (pack: Pack) => {
    packs.set(`${pack.id}@${pack.revision}`, pack);
    return pack;
  };

  return {
    key: signer.key,
    async lesson({ id, revision }) {
      const kept = packs.get(`${id}@${revision}`);
      if (kept !== undefined) return kept;
      const found = await catalogue.revision(id, revision);
      if (found === null) return null;
      const content: LessonPack = {
        format: 1,
        lesson: { ...toSummary(found.lesson), content: found.content },
        exercises: found.exercises.map((exercise) => ({
          ...toExercise(exercise),
          key: exercise.key,
          strict: exercise.strict,
        })),
      };
      return keep(signer.sign(id, revision, content));
    },
    async lexicon(version) {
      const kept = packs.get(`lexicon@${version}`);
      if (kept !== undefined) return kept;
      const items = await listItemForms(db);
      const forms = items.flatMap(({ id: itemId, accepted }) =>
        LANGUAGES.flatMap((language) => accepted[language].map((text) => ({ itemId, language, text }))),
      );
      const content: LexiconPack = { format: 1, forms };
      return keep(signer.sign("lexicon", version, content));
    },
  };
}
