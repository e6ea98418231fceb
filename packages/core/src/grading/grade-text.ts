import type { Language } from "../vocabulary.ts";
import { compareForms, type FormComparison, type FormContext } from "./compare-forms.ts";
import { restoreApostrophes } from "./contractions.ts";
import { answersOtherItem, type Lexicon } from "./lexicon.ts";
import { nearestForm } from "./nearest-form.ts";
import { differOnlyInNegation } from "./negation.ts";
import { hasOpenSlot, withoutFilling } from "./open-slot.ts";
import { readText, withWords, type TextForm } from "./text-form.ts";
import type { ReasonCode, Verdict } from "./verdict.ts";

export interface TextQuestion {
  readonly accepted: readonly string[];
  readonly language: Language | null;
  readonly strict: boolean;
  readonly lexicon: Lexicon;
}

const RANK = { correct: 0, almost: 1, wrong: 2 } as const;

function right(reason: ReasonCode, nearest: string): Verdict {
  return { outcome: "correct", score: 1, reason, nearest, edits: [] };
}

function lost(reason: ReasonCode, nearest: string | null): Verdict {
  return { outcome: "wrong", score: 0, reason, nearest, edits: [] };
}

/** What made two texts with the same normal form look different. */
function equivalence(answer: TextForm, form: TextForm, language: Language | null): ReasonCode {
  if (answer.folded.text === form.folded.text) return "normalised";
  if (answer.words.join(" ") !== form.words.join(" ")) return "numeral";
  if (language === "kinyarwanda") return "spelling_variant";
  return language === "english" ? "contraction" : "normalised";
}

function withApostrophes(answer: TextForm, language: Language): TextForm {
  const words = language === "english" ? restoreApostrophes(answer.words) : null;
  return words === null ? answer : withWords(answer, words, language);
}

/** The judgement on an answer that equals no accepted form: the kindest that any form allows. */
function judge(answer: TextForm, nearest: TextForm, context: FormContext): FormComparison {
  const { language, lexicon, accepted } = context;
  if (
    answersOtherItem(
      lexicon,
      answer.normal,
      accepted.map((form) => form.normal),
    )
  ) {
    const flipped = differOnlyInNegation(answer.words, nearest.words, language);
    return { outcome: "wrong", reason: flipped ? "polarity_flipped" : "word_of_course" };
  }
  const restored = withApostrophes(answer, language);
  if (restored !== answer && accepted.some((form) => form.normal === restored.normal)) {
    return { outcome: "almost", reason: "apostrophe_missing" };
  }
  let best: FormComparison = compareForms(answer, nearest, context);
  for (const typed of restored === answer ? [answer] : [answer, restored]) {
    for (const form of accepted) {
      if (best.outcome === "correct") return best;
      const comparison = compareForms(typed, form, context);
      if (RANK[comparison.outcome] < RANK[best.outcome]) best = comparison;
    }
  }
  return best;
}

/** The verdict on an answer that fills the open slot of an accepted form, judged by the words before it; null if none. */
function gradeFilled(answer: TextForm, context: FormContext): Verdict | null {
  const open = context.accepted.filter(hasOpenSlot);
  if (open.length === 0) return null;
  let best: Verdict | null = null;
  for (const head of withoutFilling(answer, context.language)) {
    for (const form of open) {
      if (form.normal === head.normal) return right("slot_filled", form.raw);
      if (best !== null) continue;
      const { outcome, reason } = compareForms(head, form, context);
      const { edits } = nearestForm(head, [form]);
      if (outcome !== "wrong") best = { outcome, score: 1, reason, nearest: form.raw, edits };
    }
  }
  return best;
}

/**
 * Grades a typed text against the accepted forms. Right when the normal forms agree; right with a slip when the
 * difference cannot change the meaning; otherwise wrong, with the reason. Never throws; cost is linear in the length.
 */
export function gradeText(text: string, question: TextQuestion): Verdict {
  const { language } = question;
  if (question.accepted.includes(text)) return right("exact", text);
  const answer = readText(text, language);
  const [first, ...others] = question.accepted.map((form) => readText(form, language));
  if (answer.normal === "" || first === undefined) {
    return lost(answer.normal === "" ? "empty" : "too_far", first?.raw ?? null);
  }
  const accepted = [first, ...others] as const;
  const same = accepted.find((form) => form.normal === answer.normal);
  if (same !== undefined) return right(equivalence(answer, same, language), same.raw);
  const nearest = nearestForm(answer, accepted);
  if (language === null) return { ...lost("too_far", nearest.form.raw), edits: nearest.edits };
  const lexicon = question.lexicon[language];
  const context = { language, lexicon, strict: question.strict, accepted };
  const judged = judge(answer, nearest.form, context);
  const filled = judged.reason === "too_far" ? gradeFilled(answer, context) : null;
  if (filled !== null) return filled;
  const score = judged.outcome === "wrong" ? 0 : 1;
  const edits = judged.outcome === "correct" ? [] : nearest.edits;
  return { ...judged, score, nearest: nearest.form.raw, edits };
}
