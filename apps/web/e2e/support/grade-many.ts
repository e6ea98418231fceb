import {
  buildLexicon,
  type ExerciseKey,
  type ExercisePrompt,
  type ExerciseResponse,
  gradeAnswer,
  type LexiconForm,
  type Option,
} from "@fluentfusion/core";

export interface Question {
  readonly prompt: ExercisePrompt;
  readonly key: ExerciseKey;
  readonly strict: boolean;
}

export interface ManyAnswers {
  readonly forms: readonly LexiconForm[];
  readonly questions: readonly Question[];
  readonly count: number;
  readonly seed: number;
}

/** Answers to one digest: what differs is then looked for among so many. */
const CHUNK = 10_000;

/** Mulberry32 (Tommy Ettinger, public domain): the same numbers in every engine, 0 to 1. */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const STRANGE = "éèçœßı’‘´`…« »\u00a0\u200b\u0301ﬁ①ＡЖ語🙂\ud83d0O1l-'.,!?";

type Random = () => number;

const pickerOf =
  (random: Random) =>
  <T>(values: readonly T[]): T | undefined =>
    values[Math.floor(random() * values.length)];

function shuffled<T>(random: Random, values: readonly T[]): T[] {
  return values
    .map((value) => [random(), value] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, value]) => value);
}

/** What somebody might type: an answer, another one, parts of two, with letters lost, added, swapped or strange. */
function typedAnswer(random: Random, questions: readonly Question[], asked: Question): string {
  const pick = pickerOf(random);
  const formOf = (question: Question | undefined) =>
    question !== undefined && "accepted" in question.key ? (pick(question.key.accepted) ?? "") : "";
  let text = random() < 0.8 ? formOf(asked) : formOf(pick(questions));
  if (random() < 0.1) text = `${text} ${formOf(pick(questions))}`;
  if (random() < 0.1) text = text.toUpperCase();
  if (random() < 0.1) text = text.normalize(pick(["NFD", "NFKC", "NFKD"]));
  for (let slips = Math.floor(random() * 4); slips > 0; slips -= 1) {
    const at = Math.floor(random() * (text.length + 1));
    const [before, letter, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
    const changed = [
      before + after,
      before + letter + letter + after,
      before + after.charAt(0) + letter + after.slice(1),
    ];
    const other = String.fromCharCode(97 + Math.floor(random() * 26));
    changed.push(
      before + other + after,
      before + STRANGE.charAt(Math.floor(random() * STRANGE.length)) + letter + after,
    );
    text = pick(changed) ?? text;
  }
  return text;
}

/** What a page might send for a question of any kind: right, nearly right, wrong, of another question, or passed over. */
function someResponse(random: Random, questions: readonly Question[], asked: Question): ExerciseResponse {
  const { prompt, key } = asked;
  const pick = pickerOf(random);
  const pickId = (options: readonly Option[]) => pick(options)?.id ?? "none";
  if (random() < 0.02) return { kind: "skip" };
  if ("accepted" in key) {
    if (key.kind !== "order") return { kind: key.kind, text: typedAnswer(random, questions, asked) };
    const words = (pick(key.accepted) ?? "").split(" ");
    const tokens = random() < 0.5 ? words : shuffled(random, "tokens" in prompt ? prompt.tokens : words);
    return { kind: "order", tokens: random() < 0.2 ? tokens.slice(1) : tokens };
  }
  if (prompt.kind === "match" && key.kind === "match") {
    if (random() < 0.4) return { kind: "match", pairs: shuffled(random, key.pairs) };
    const pairs = prompt.left.map(({ id }) => [id, pickId(prompt.right)] as const);
    return { kind: "match", pairs: random() < 0.3 ? pairs.slice(1) : pairs };
  }
  if (key.kind === "self_check") return { kind: key.kind, knew: random() < 0.5 };
  const options = "options" in prompt ? prompt.options : [];
  return { kind: key.kind === "dialogue" ? "dialogue" : "choice", optionId: pickId(options) };
}

/** FNV-1a (Fowler, Noll, Vo) of 32 bits, going on from `hash`. */
function fnv(text: string, hash: number): number {
  let mixed = hash;
  for (let i = 0; i < text.length; i++) mixed = Math.imul(mixed ^ text.charCodeAt(i), 16_777_619);
  return mixed >>> 0;
}

/** Grades seeded answers and says what came out: a digest of every ten thousand answers with their verdicts. */
export function gradeMany({ forms, questions, count, seed }: ManyAnswers): string[] {
  const lexicon = buildLexicon(forms);
  const random = seeded(seed);
  const digests: string[] = [];
  let [forward, backward] = [2_166_136_261, 1];
  for (let done = 1; done <= count; done += 1) {
    const asked = questions[Math.floor(random() * questions.length)];
    if (asked === undefined) break;
    const { key, prompt, strict } = asked;
    const response = someResponse(random, questions, asked);
    const answerLanguage = "answerLanguage" in prompt ? prompt.answerLanguage : null;
    const verdict = gradeAnswer({ key, strict, response, answerLanguage, lexicon });
    const line = JSON.stringify([response, verdict]);
    forward = fnv(line, forward);
    backward = fnv(line, backward ^ line.length);
    if (done % CHUNK === 0 || done === count)
      digests.push(`${done} ${forward.toString(16)} ${backward.toString(16)}`);
  }
  return digests;
}
