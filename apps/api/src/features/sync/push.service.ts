import {
  type Dispute,
  type OpenDisputeInput,
  type PushAnswer,
  type PushInput,
  type PushResult,
  SyncEvent,
} from "@fluentfusion/contract";
import { toDomainError } from "../../shared/classify-error.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { submitAttempts } from "../attempts/submit-attempts.ts";
import { refused, type Taken } from "../attempts/taken.ts";
import { undoAttempts } from "../attempts/undo-attempts.ts";
import { openDispute } from "../disputes/disputes.service.ts";

type EventOf<Type extends SyncEvent["type"]> = Extract<SyncEvent, { type: Type }>;
type ReceiptOf<Type extends SyncEvent["type"]> = Extract<PushResult, { type: Type }>["receipt"];

function idOf(event: unknown): string | null {
  if (typeof event !== "object" || event === null || !("id" in event)) return null;
  return typeof event.id === "string" ? event.id.slice(0, 36) : null;
}

/** Parameters are those of their code: `DomainError` sees to it. */
function refusal(id: string | null, { code, params, issues }: DomainError): PushResult {
  const status = code === "ATTEMPT_CONFLICT" ? "conflict" : "refused";
  return { status, id, code, params: { ...params }, issues: [...issues] } as PushResult;
}

/** What may pass fails the whole push, to be sent again; the rest will be the same at every sending. */
function asTaken<Receipt>(error: unknown): Taken<Receipt> {
  if (!(error instanceof DomainError) || error.code === "UNAVAILABLE" || error.code === "OVERLOADED")
    throw error;
  return refused(error);
}

/** Disputes over what has just been stored, each on its own: they are rare and stand in no order. */
async function openDisputes(
  ctx: ActorContext,
  inputs: readonly OpenDisputeInput[],
): Promise<Taken<Dispute>[]> {
  const opened: Taken<Dispute>[] = [];
  for (const input of inputs) {
    opened.push(
      await openDispute(ctx, input).then((receipt) => ({ ok: true, receipt }) as const, asTaken<Dispute>),
    );
  }
  return opened;
}

/**
 * Takes what a device has gathered, each event on its own: what was stored before is a success again, what does not fit
 * or does not go together with what is stored is told of, and the rest is stored. Answers are graded here, whatever the
 * device thought of them, and are stored before what speaks of them.
 */
export async function pushEvents(ctx: ActorContext, { events }: PushInput): Promise<PushAnswer> {
  const parsed = events.map((event) => SyncEvent.safeParse(event));
  const results = new Map<number, PushResult>();
  const take = async <Type extends SyncEvent["type"]>(
    type: Type,
    takeAll: (inputs: EventOf<Type>[]) => Promise<Taken<ReceiptOf<Type>>[]>,
  ) => {
    const mine = parsed.flatMap(({ data }, place) =>
      data?.type === type ? [{ place, data: data as EventOf<Type> }] : [],
    );
    if (mine.length === 0) return;
    const taken = await takeAll(mine.map(({ data }) => data));
    for (const [index, { place, data }] of mine.entries()) {
      const one = taken[index] ?? refused(new DomainError("INTERNAL"));
      const { id } = data;
      results.set(
        place,
        one.ok
          ? ({ status: "accepted", type, id, receipt: one.receipt } as PushResult)
          : refusal(id, one.error),
      );
    }
  };
  await take("attempt", (inputs) => submitAttempts(ctx, inputs));
  await take("undo", (inputs) => undoAttempts(ctx, inputs));
  await take("dispute", (inputs) => openDisputes(ctx, inputs));
  return {
    results: parsed.map(
      ({ error }, place) => results.get(place) ?? refusal(idOf(events[place]), toDomainError(error)),
    ),
  };
}
