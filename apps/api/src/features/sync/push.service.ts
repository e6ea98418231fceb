import { type PushAnswer, type PushInput, type PushResult, SyncEvent } from "@fluentfusion/contract";
import { toDomainError } from "../../shared/classify-error.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { submitAttempts } from "../attempts/submit-attempts.ts";

function idOf(event: unknown): string | null {
  if (typeof event !== "object" || event === null || !("id" in event)) return null;
  return typeof event.id === "string" ? event.id.slice(0, 36) : null;
}

function refusal(id: string | null, { code, params, issues }: DomainError): PushResult {
  const status = code === "ATTEMPT_CONFLICT" ? "conflict" : "refused";
  return { status, id, code, params: { ...params }, issues: [...issues] };
}

/**
 * Takes what a device has gathered, each event on its own: what was stored before is a success again, what does not fit
 * or does not go together with what is stored is told of, and the rest is stored. Answers are graded here, whatever the
 * device thought of them.
 */
export async function pushEvents(ctx: ActorContext, { events }: PushInput): Promise<PushAnswer> {
  const parsed = events.map((event) => SyncEvent.safeParse(event));
  const attempts = parsed.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const submitted = await submitAttempts(
    ctx,
    attempts.map(({ type: _type, ...input }) => input),
  );
  let next = 0;
  const results = parsed.map(({ data, error }, index): PushResult => {
    if (data === undefined) return refusal(idOf(events[index]), toDomainError(error));
    const result = submitted[next++];
    if (result === undefined) return refusal(data.id, new DomainError("INTERNAL"));
    return result.ok
      ? { status: "accepted", id: data.id, receipt: result.receipt }
      : refusal(data.id, result.error);
  });
  return { results };
}
