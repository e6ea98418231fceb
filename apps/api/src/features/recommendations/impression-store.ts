import { type Database, isRefusal } from "@fluentfusion/db";
import { groupWork } from "../../shared/group-work.ts";
import { insertImpressions, type NewImpression } from "./recommendations.queries.ts";

type Db = Database["db"];

export interface ImpressionStore {
  /** Stores what a learner was shown. Resolves after the commit; those of others that come at the same time are in it too. */
  store(row: NewImpression): Promise<void>;
}

const DONE = true;

/** One statement for many learners, since a transaction for each, behind a wall, costs more than to work out what it stores. */
export function createImpressionStore(db: Db): ImpressionStore {
  const store = groupWork<NewImpression, typeof DONE>({
    async together(group) {
      try {
        await insertImpressions(
          db,
          group.flatMap(({ items }) => items),
        );
        return new Map(group.map(({ key }) => [key, DONE]));
      } catch (error) {
        // Then none is stored, for the sake of one of them.
        if (isRefusal(error)) return new Map();
        throw error;
      }
    },
    async alone({ items }) {
      await insertImpressions(db, items);
      return DONE;
    },
  });
  return {
    async store(row) {
      await store(row.learnerId, [row]);
    },
  };
}
