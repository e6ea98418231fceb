import type { RegradeReceipt } from "@fluentfusion/contract";
import { gradeAnswer, type Lexicon, localDay, type Outcome, streakOn } from "@fluentfusion/core";
import type { Deps } from "../../shared/deps.ts";
import { NO_CHANGE, refoldLearner } from "../attempts/fold-learner.ts";
import { insertEvents } from "../attempts/record-events.queries.ts";
import { lockLearner } from "../attempts/record.queries.ts";
import { recountSittings } from "../sittings/sitting-progress.ts";
import type { StoredExercise } from "../lessons/lessons.queries.ts";
import { type GradedAnswer, isCounting, listAnswersTo, listOtherForms } from "./credit-learner.queries.ts";
import type { RulingRow } from "./rulings.queries.ts";

/** The outcome of an answer with the given forms accepted besides those that the exercise was published with. */
function outcomeWith(
  { response }: GradedAnswer,
  { key, prompt, strict }: StoredExercise,
  also: readonly string[],
  lexicon: Lexicon,
): Outcome | null {
  if (!("accepted" in key) || !("answerLanguage" in prompt)) return null;
  const { answerLanguage } = prompt;
  const accepted = [...key.accepted, ...also];
  return gradeAnswer({ key: { ...key, accepted }, response, answerLanguage, strict, lexicon }).outcome;
}

interface Regrade {
  readonly answer: GradedAnswer;
  readonly to: Outcome;
}

/** The forms that authors have accepted, without one and with it, and whether it counts. */
interface Standing {
  readonly others: readonly string[];
  readonly form: string;
  readonly counts: boolean;
}

/** What grading anew takes, in the revisions that the answers were given to. */
interface Published {
  readonly lexicon: Lexicon;
  readonly exercises: ReadonlyMap<number, StoredExercise | undefined>;
}

/** Read before the transaction, which has one connection. */
async function readPublished({ catalogue, db }: Deps, exerciseId: string, learnerId: string) {
  const { lexicon } = await catalogue.current();
  const answers = await listAnswersTo(db, learnerId, exerciseId);
  const exercises = new Map<number, StoredExercise | undefined>();
  for (const revision of new Set(answers.map((answer) => answer.revision))) {
    const of = (await catalogue.exercise(exerciseId, revision))?.of;
    exercises.set(
      revision,
      of?.exercises.find(({ id }) => id === exerciseId),
    );
  }
  return { lexicon, exercises };
}

/** What a ruling changes: answers that it makes no difference to keep the outcome that they have. */
function regradesOf(
  answers: readonly GradedAnswer[],
  { lexicon, exercises }: Published,
  { others, form, counts }: Standing,
): Regrade[] {
  const regrades: Regrade[] = [];
  for (const answer of answers) {
    // One to a revision that nobody had answered a moment ago is in the next round.
    const exercise = exercises.get(answer.revision);
    if (exercise === undefined) continue;
    const without = outcomeWith(answer, exercise, others, lexicon);
    const within = outcomeWith(answer, exercise, [...others, form], lexicon);
    const to = counts ? within : without;
    if (without !== within && to !== null && to !== answer.outcome) regrades.push({ answer, to });
  }
  return regrades;
}

/**
 * Grades one learner's answers to an exercise anew by a ruling, or as if it had never been when it is revoked, and folds
 * the log again: the record is then as if the form had been accepted from the start. Doing it again changes nothing.
 *
 * @returns how many answers were regraded
 */
export async function creditLearner(deps: Deps, ruling: RulingRow, learnerId: string): Promise<number> {
  const { exerciseId } = ruling;
  const published = await readPublished(deps, exerciseId, learnerId);
  const count = await deps.db.transaction(async (tx) => {
    const learner = await lockLearner(tx, learnerId);
    const standing = {
      others: await listOtherForms(tx, exerciseId, ruling.id),
      form: ruling.form,
      counts: await isCounting(tx, ruling.id),
    };
    const answers = await listAnswersTo(tx, learnerId, exerciseId);
    const regrades = regradesOf(answers, published, standing);
    if (regrades.length === 0) return 0;
    const regraded = new Map(regrades.map(({ answer, to }) => [answer.id, to]));
    const lastSeq = learner.lastSeq + regrades.length;
    const folded = await refoldLearner(tx, learnerId, { ...learner, lastSeq }, { ...NO_CHANGE, regraded });
    const { totals } = folded.learner;
    const at = deps.now();
    const today = localDay(at.getTime(), totals.streak.lastZone ?? "Africa/Kigali");
    const { xp: xpBefore, badges: badgesBefore } = learner.totals;
    const rows = regrades.map(({ answer, to }, index) => {
      // What all of them together did to the record is told with the last one.
      const isLast = index === regrades.length - 1;
      const id = deps.newId();
      const receipt: RegradeReceipt = {
        id,
        attemptId: answer.id,
        exerciseId,
        from: answer.outcome,
        to,
        xpTotal: totals.xp,
        streakDays: streakOn(totals.streak, today).days,
        xpEarned: isLast ? totals.xp - xpBefore : 0,
        badgesEarned: isLast ? totals.badges.filter((badge) => !badgesBefore.includes(badge)) : [],
      };
      const event = { learnerId, id, kind: "regrade" as const, attemptId: answer.id, outcome: to, receipt };
      return { ...event, seq: learner.lastSeq + 1 + index, occurredAt: at, receivedAt: at };
    });
    await insertEvents(tx, rows);
    const sittingIds = regrades.flatMap(({ answer }) => answer.sittingId ?? []);
    await recountSittings(tx, learnerId, [...new Set(sittingIds)], folded.record.earnings);
    return rows.length;
  });
  if (count > 0) void deps.liveLog.tell(learnerId);
  return count;
}
