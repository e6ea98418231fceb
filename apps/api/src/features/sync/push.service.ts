import { type PushAnswer, type PushInput, type PushResult, SyncEvent } from "@fluentfusion/contract";
import { toDomainError } from "../../shared/classify-error.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { submitAttempts } from "../attempts/submit-attempts.ts";
import { undoAttempt } from "../attempts/undo-attempt.ts";

type Parsed = ReturnType<typeof SyncEvent.safeParse>;

function idOf(event: unknown): string | null {
  if (typeof event !== "object" || event === null || !("id" in event)) return null;
  return typeof event.id === "string" ? event.id.slice(0, 36) : null;
}

function refusal(id: string | null, { code, params, issues }: DomainError): PushResult {
  const status = code === "ATTEMPT_CONFLICT" ? "conflict" : "refused";
  return { status, id, code, params: { ...params }, issues: [...issues] };
}

/** All answers go into one transaction; the results are by their places among the events. */
async function takeAnswers(ctx: ActorContext, parsed: readonly Parsed[]): Promise<Map<number, PushResult>> {
  const answers = parsed.flatMap(({ data }, place) => {
    if (data?.type !== "attempt") return [];
    const { type: _type, ...input } = data;
    return [{ place, input }];
  });
  const submitted = await submitAttempts(
    ctx,
    answers.map(({ input }) => input),
  );
  return new Map(
    answers.map(({ place, input: { id } }, index) => {
      const result = submitted[index] ?? { ok: false, error: new DomainError("INTERNAL") };
      return [
        place,
        result.ok ? { status: "accepted", id, receipt: result.receipt } : refusal(id, result.error),
      ];
    }),
  );
}

/** What will be the same at every sending; whatever may pass fails the whole push, to be sent again. */
function isFinal(error: unknown): error is DomainError {
  return error instanceof DomainError && error.code !== "UNAVAILABLE" && error.code !== "OVERLOADED";
}

/**
 * Takes what a device has gathered, each event on its own: what was stored before is a success again, what does not fit
 * or does not go together with what is stored is told of, and the rest is stored. Answers are graded here, whatever the
 * device thought of them, and are stored before what speaks of them.
 */
export async function pushEvents(ctx: ActorContext, { events }: PushInput): Promise<PushAnswer> {
  const parsed = events.map((event) => SyncEvent.safeParse(event));
  const results = await takeAnswers(ctx, parsed);
  for (const [place, { data, error }] of parsed.entries()) {
    if (data === undefined) results.set(place, refusal(idOf(events[place]), toDomainError(error)));
    if (data?.type !== "undo") continue;
    try {
      const receipt = await undoAttempt(ctx, data);
      results.set(place, { status: "accepted", id: data.id, receipt });
    } catch (failure) {
      if (!isFinal(failure)) throw failure;
      results.set(place, refusal(data.id, failure));
    }
  }
  return { results: parsed.flatMap((_, place) => results.get(place) ?? []) };
}
