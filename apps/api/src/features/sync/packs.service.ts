import { createHash } from "node:crypto";
import type { EmergencyPack, Pack, PackAnswer, PackHead, PackInput } from "@fluentfusion/contract";
import type { ActorContext } from "../../trpc/context.ts";
import { courseOf } from "../lessons/lessons.service.ts";
import { listEmergencyPhrases } from "./sync.queries.ts";

function toHead({ id, revision, bytes, sha256, signature }: Pack): PackHead {
  return { id, revision, bytes, sha256, signature };
}

function hashOf(manifest: readonly PackHead[]): string {
  return createHash("sha256").update(JSON.stringify(manifest)).digest("hex");
}

/** What a course is made of for devices that go offline, and the packs that were asked for by id. */
export async function listPacks({ deps, actor }: ActorContext, input: PackInput): Promise<PackAnswer> {
  const catalogue = await deps.catalogue.current();
  const lessons = await Promise.all(courseOf(catalogue, actor, input).map((one) => deps.packs.lesson(one)));
  // The lexicon goes first: no answer can be graded without it.
  const all = [
    await deps.packs.lexicon(catalogue.version),
    ...lessons.filter((pack): pack is Pack => pack !== null),
  ];
  const manifest = all.map(toHead);
  const manifestHash = hashOf(manifest);
  const asked = new Set<string>(input.ids);
  return {
    key: deps.packs.key,
    manifestHash,
    manifest: input.manifestHash === manifestHash ? null : manifest,
    packs: all.filter(({ id }) => asked.has(id)),
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
