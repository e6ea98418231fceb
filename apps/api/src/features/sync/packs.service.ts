import type { EmergencyPack, Pack, PackAnswer, PackInput } from "@fluentfusion/contract";
import type { ActorContext } from "../../trpc/context.ts";
import { courseOf } from "../lessons/lessons.service.ts";
import { listEmergencyPhrases } from "./sync.queries.ts";

function toHead({ id, revision, bytes, sha256, signature }: Pack): PackAnswer["manifest"][number] {
  return { id, revision, bytes, sha256, signature };
}

/** The manifest of a course for devices that go offline, with the next packs that the device does not have. */
export async function listPacks({ deps, actor }: ActorContext, input: PackInput): Promise<PackAnswer> {
  const catalogue = await deps.catalogue.current();
  const lessons = await Promise.all(courseOf(catalogue, actor, input).map((one) => deps.packs.lesson(one)));
  // The lexicon goes first: no answer can be graded without it.
  const all = [
    await deps.packs.lexicon(catalogue.version),
    ...lessons.filter((pack): pack is Pack => pack !== null),
  ];
  const known = new Set(input.known);
  const lacking = all.filter(({ id, revision }) => !known.has(`${id}@${revision}`));
  const packs = lacking.slice(0, input.limit);
  return {
    key: deps.packs.key,
    manifest: all.map(toHead),
    packs,
    remaining: lacking.length - packs.length,
  };
}

/** What to say in an emergency: small, for everyone, to be kept on the device. */
export async function getEmergencyPack({ deps }: Pick<ActorContext, "deps">): Promise<EmergencyPack> {
  const phrases = await listEmergencyPhrases(deps.db);
  return {
    format: 1,
    phrases: phrases.map(({ id, accepted, topic, review }) => ({
      id,
      kinyarwanda: accepted.kinyarwanda[0] ?? null,
      english: accepted.english[0] ?? null,
      french: accepted.french[0] ?? null,
      topic,
      review,
    })),
  };
}
