import type { LessonPack, LexiconPack, Pack } from "@fluentfusion/contract";
import { LANGUAGES } from "@fluentfusion/core";
import type { Database } from "@fluentfusion/db";
import { LRUCache } from "lru-cache";
import { countLookup } from "../../metrics/counters.ts";
import { asGraded, type CatalogueStore } from "../lessons/catalogue-store.ts";
import { type CatalogueLesson, listItemForms } from "../lessons/lessons.queries.ts";
import { toExercise, toSummary } from "../lessons/lessons.service.ts";
import { createPackSigner, type PackSigner } from "./sign-packs.ts";

const CHARACTERS_KEPT = 32 * 1024 * 1024;

export interface PackStore {
  readonly key: PackSigner["key"];
  /** A lesson in its published revision, with all that its exercises accept now; `null` when it is gone. */
  lesson(lesson: CatalogueLesson): Promise<Pack | null>;
  /** Every form of the courses, in the version of the catalogue. */
  lexicon(version: number): Promise<Pack>;
}

/** Makes packs and keeps them: what a revision holds changes only with what authors accept besides, so it is signed rarely. */
export function createPackStore(db: Database["db"], catalogue: CatalogueStore, secretKey: string): PackStore {
  const signer = createPackSigner(secretKey);
  const packs = new LRUCache<string, Pack>({
    maxSize: CHARACTERS_KEPT,
    sizeCalculation: ({ text }) => text.length,
  });

  const keep = (place: string, pack: Pack) => {
    packs.set(place, pack);
    return pack;
  };

  return {
    key: signer.key,
    async lesson({ id, revision }) {
      const [found, now] = await Promise.all([catalogue.revision(id, revision), catalogue.current()]);
      if (found === null) return null;
      const exercises = found.exercises.map((exercise) => asGraded(exercise, now));
      const since = exercises.filter((exercise, index) => exercise !== found.exercises[index]);
      const place = [id, revision, ...since.map(({ key }) => JSON.stringify(key))].join(" ");
      const kept = packs.get(place);
      countLookup("packs", kept !== undefined);
      if (kept !== undefined) return kept;
      const content: LessonPack = {
        format: 1,
        lesson: { ...toSummary(found.lesson), content: found.content },
        exercises: exercises.map((exercise) => ({
          ...toExercise(exercise),
          key: exercise.key,
          strict: exercise.strict,
        })),
      };
      return keep(place, signer.sign(id, revision, content));
    },
    async lexicon(version) {
      const place = `lexicon ${version}`;
      const kept = packs.get(place);
      countLookup("packs", kept !== undefined);
      if (kept !== undefined) return kept;
      const items = await listItemForms(db);
      const forms = items.flatMap(({ id: itemId, accepted }) =>
        LANGUAGES.flatMap((language) => accepted[language].map((text) => ({ itemId, language, text }))),
      );
      const content: LexiconPack = { format: 1, forms };
      return keep(place, signer.sign("lexicon", version, content));
    },
  };
}
