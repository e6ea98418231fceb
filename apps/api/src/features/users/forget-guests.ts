import { guestsForgotten } from "../../metrics/counters.ts";
import { loggableError } from "../../shared/classify-error.ts";
import type { Deps } from "../../shared/deps.ts";
import { type Background, keepWorking } from "../../shared/keep-working.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { holdLostGuest, readGuestPage, type Since } from "./guests.queries.ts";
import { erasePerson } from "./personal-data.queries.ts";

/** Nothing was done there that anybody could want back, and nobody can come back. */
const EMPTY_DAYS = 7;
/** What guests have answered is what models are fitted on; a year has every season of travelling. */
const LEARNED_DAYS = 365;

const LOOK_EVERY_MS = 10_000;
/** In an hour 36 times what an address may make; if all of them go, one connection is busy for a quarter of the time. */
const PAGE = 100;
/** Between the last guest and the first one. */
const PASS_EVERY_MS = 3_600_000;
const FIRST = "00000000-0000-0000-0000-000000000000";

const sinceOf = (now: Date): Since => ({ now, emptyDays: EMPTY_DAYS, learnedDays: LEARNED_DAYS });

/**
 * Deletes a guest whom nobody can be any more, as `me.delete` does. `false` when somebody can, or is about to. What is said of it stays for
 * ever, and strangers make guests in any number: it is said where there was something to delete.
 */
export async function forgetGuest(deps: Pick<Deps, "db" | "now" | "newId">, id: string): Promise<boolean> {
  const at = deps.now();
  return deps.db.transaction(async (tx) => {
    const held = await holdLostGuest(tx, id, sinceOf(at));
    if (held === null) return false;
    await erasePerson(tx, id);
    if (held.hasAnswered)
      await recordDeed(tx, {
        id: deps.newId(),
        at,
        actorId: null,
        subjectId: id,
        action: "account.delete",
        detail: { guest: true },
      });
    return true;
  });
}

/**
 * Looks at the guests of one page, and deletes those whom nobody can be. Gives where the next page begins. One who cannot be deleted, such
 * as one who has answered more than goes within a statement's time, holds up no other.
 */
export async function forgetSome(
  deps: Pick<Deps, "db" | "now" | "newId" | "log">,
  after: string = FIRST,
  limit: number = PAGE,
  stopping?: AbortSignal,
): Promise<string | null> {
  const { lost, next } = await readGuestPage(deps.db, { after, limit, since: sinceOf(deps.now()) });
  let forgotten = 0;
  const kept: { readonly guest: string; readonly error: unknown }[] = [];
  for (const guest of lost) {
    // A page of long lives takes longer than a server has to stop.
    if (stopping?.aborted === true) break;
    try {
      if (await forgetGuest(deps, guest)) forgotten += 1;
    } catch (error) {
      kept.push({ guest, error: loggableError(error) });
    }
  }
  guestsForgotten.inc(forgotten);
  if (forgotten > 0) deps.log.info({ forgotten }, "guests whom nobody can be any more are gone");
  if (kept.length > 0) deps.log.error({ kept: kept.length, first: kept[0] }, "guests could not be deleted");
  return next;
}

/**
 * Goes through the guests page by page for as long as the server runs, and begins anew an hour after the last. Several servers at once
 * look twice and delete once.
 */
export function startForgettingGuests(deps: Deps): Background {
  let after = FIRST;
  let restUntil = 0;
  return keepWorking(
    LOOK_EVERY_MS,
    async (stopping) => {
      if (deps.now().getTime() < restUntil) return false;
      const next = await deps.whileUp(() => forgetSome(deps, after, PAGE, stopping));
      if (next === null) restUntil = deps.now().getTime() + PASS_EVERY_MS;
      after = next ?? FIRST;
      // One page a look, however many there are.
      return false;
    },
    (error) => {
      deps.log.warn({ error: loggableError(error) }, "guests whom nobody can be any more are kept");
    },
  );
}
