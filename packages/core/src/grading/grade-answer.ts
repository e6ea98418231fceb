import type { ExerciseKey, ExerciseResponse } from "../exercise.ts";
import type { Language } from "../vocabulary.ts";
import { gradePairs } from "./grade-pairs.ts";
import { gradeText } from "./grade-text.ts";
import type { Lexicon } from "./lexicon.ts";
import { ResponseMismatchError, type ReasonCode, type Verdict } from "./verdict.ts";

export interface GradeInput {
  readonly key: ExerciseKey;
  readonly response: ExerciseResponse;
  /** The language that is typed or ordered; null for kinds that pick, pair or report. */
  readonly answerLanguage: Language | null;
  /** Emergency items: slips of letters are not forgiven. */
  readonly strict: boolean;
  readonly lexicon: Lexicon;
}

function picked(isRight: boolean, reasonIfWrong: ReasonCode): Verdict {
  return {
    outcome: isRight ? "correct" : "wrong",
    score: isRight ? 1 : 0,
    reason: isRight ? "exact" : reasonIfWrong,
    nearest: null,
    edits: [],
  };
}

/** Words are picked, not typed, so there is no slip to forgive: the order is right or it is not. */
function gradeOrder(tokens: readonly string[], accepted: readonly string[], input: GradeInput): Verdict {
  const question = { accepted, language: input.answerLanguage, strict: true, lexicon: input.lexicon };
  const verdict = gradeText(tokens.join(" "), question);
  if (verdict.outcome === "correct" || verdict.reason === "empty") return verdict;
  return { ...verdict, outcome: "wrong", score: 0, reason: "order_wrong" };
}

/**
 * Grades one response. Pure: the same input gives the same verdict in a browser and on the server.
 *
 * @throws ResponseMismatchError when the response is of another kind than the key
 */
export function gradeAnswer(input: GradeInput): Verdict {
  const { key, response } = input;
  if (response.kind === "skip") {
    return { outcome: "skipped", score: 0, reason: "skipped", nearest: null, edits: [] };
  }
  if (response.kind !== key.kind) throw new ResponseMismatchError(key.kind, response.kind);
  if ("accepted" in key) {
    if (response.kind === "order") return gradeOrder(response.tokens, key.accepted, input);
    if ("text" in response) {
      const { answerLanguage: language, strict, lexicon } = input;
      return gradeText(response.text, { accepted: key.accepted, language, strict, lexicon });
    }
  }
  if ("optionId" in key && "optionId" in response)
    return picked(key.optionId === response.optionId, "wrong_option");
  if ("pairs" in key && "pairs" in response) return gradePairs(response.pairs, key.pairs);
  if (response.kind === "self_check")
    return { ...picked(response.knew, "self_reported"), reason: "self_reported" };
  throw new ResponseMismatchError(key.kind, response.kind);
}
