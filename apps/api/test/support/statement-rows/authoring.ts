import { v7 as uuidV7 } from "uuid";
import { HELLO } from "../greetings-course.ts";
import type { Rows } from "./world.ts";

const PAIR = { targetLanguage: "kinyarwanda", nativeLanguage: "english" } as const;

/** Lessons that are written, and answers that are disputed. */
export const AUTHORING: Rows = {
  "disputes.open": [
    6,
    async (world) => {
      const { client, attemptId } = await world.person();
      return () => client.disputes.open.mutate({ id: uuidV7(), attemptId, reason: "" });
    },
  ],
  "disputes.mine": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.disputes.mine.query({}),
  ],
  "author.lessons": [
    1,
    async ({ author }) =>
      () =>
        author.lessons.query(),
  ],
  "author.drafts": [
    1,
    async ({ author }) =>
      () =>
        author.drafts.query(),
  ],
  "author.draft": [
    1,
    async (world) => {
      const { draftId } = await world.draft();
      return () => world.author.draft.query({ draftId });
    },
  ],
  "author.saveDraft": [
    3,
    async ({ author }) =>
      () =>
        author.saveDraft.mutate({ id: uuidV7(), name: HELLO, text: "title: x", version: 0 }),
  ],
  "author.deleteDraft": [
    1,
    async (world) => {
      const { draftId } = await world.draft();
      return () => world.author.deleteDraft.mutate({ draftId });
    },
  ],
  "author.import": [
    3,
    async ({ author }) =>
      () =>
        author.import.mutate({ id: uuidV7(), name: HELLO, text: "title: x" }),
  ],
  "author.export": [
    1,
    async ({ author }) =>
      () =>
        author.export.query({ name: HELLO }),
  ],
  "author.validate": [
    1,
    async (world) => {
      const { text } = await world.draft();
      return () => world.author.validate.mutate({ name: HELLO, text });
    },
  ],
  "author.preview": [
    1,
    async (world) => {
      const { text } = await world.draft();
      return () => world.author.preview.mutate({ name: HELLO, text, ...PAIR });
    },
  ],
  "author.diff": [
    8,
    async (world) => {
      const { text } = await world.draft();
      return () => world.author.diff.mutate({ name: HELLO, text });
    },
  ],
  "author.publish": [
    18,
    async (world) => {
      const { draftId, version } = await world.draft();
      return () => world.author.publish.mutate({ draftId, version });
    },
  ],
  "author.revisions": [
    1,
    async ({ author }) =>
      () =>
        author.revisions.query({ name: HELLO }),
  ],
  "author.rollback": [
    18,
    async (world) => {
      const { draftId, version } = await world.draft();
      await world.author.publish.mutate({ draftId, version });
      return () => world.author.rollback.mutate({ name: HELLO, revision: 0 });
    },
  ],
  "author.itemStats": [
    7,
    async ({ author, lessonId }) =>
      () =>
        author.itemStats.query({ lessonId }),
  ],
  "author.disputes": [
    0,
    async ({ author }) =>
      () =>
        author.disputes.query({}),
  ],
  "author.rulings": [
    0,
    async ({ author }) =>
      () =>
        author.rulings.query({}),
  ],
  "author.reject": [
    4,
    async (world) => {
      const decision = await world.disputed();
      return () => world.author.reject.mutate({ id: uuidV7(), ...decision });
    },
  ],
  "author.accept": [
    null,
    async (world) => {
      const decision = await world.disputed();
      return () => world.author.accept.mutate({ id: uuidV7(), ...decision });
    },
  ],
  "author.revoke": [
    null,
    async (world) => {
      const { items } = await world.author.rulings.query({});
      return () => world.author.revoke.mutate({ rulingId: items[0]?.id ?? "" });
    },
  ],
};
