export { gradeAnswer, type GradeInput } from "./grade-answer.ts";
export { answersOtherItem, buildLexicon, type Lexicon, type LexiconForm } from "./lexicon.ts";
export { normaliseAnswer } from "./text-form.ts";
export {
  GRADER_VERSION,
  REASON_CODES,
  ResponseMismatchError,
  type Edit,
  type ReasonCode,
  type Span,
  type Verdict,
} from "./verdict.ts";
