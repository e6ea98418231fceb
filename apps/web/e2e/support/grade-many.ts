import {
  buildLexicon,
  type ExerciseKey,
  gradeAnswer,
  type Language,
  type LexiconForm,
} from "@fluentfusion/core";

export interface TypedQuestion {
  readonly key: Extract<ExerciseKey, { accepted: readonly string[] }>;
  readonly answerLanguage: Language;
  readonly strict: boolean;
}

export interface ManyAnswers {
  readonly forms: readonly LexiconForm[];
  readonly questions: readonly TypedQuestion[];
  readonly count: number;
  readonly seed: number;
}

/** Answers to one digest: what differs is then looked for among so many. */
const CHUNK = 10_000;

/** Mulberry32 (Tommy Ettinger, public domain): the same numbers in every engine, 0 to 1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const STRANGE = "éèçœßı’‘´`…« »\u00a0\u200b\u0301ﬁ①ＡЖ語🙂\ud83d0O1l-'.,!?";

/** What somebody might type: an answer, another one, parts of two, with letters lost, added, swapped or strange. */
function typedAnswer(
  random: () => number,
  questions: readonly TypedQuestion[],
  asked: TypedQuestion,
): string {
  const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)];
  const formOf = (question: TypedQuestion | undefined) => pick(question?.key.accepted ?? []) ?? "";
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
    const text = typedAnswer(random, questions, asked);
    const response = { kind: asked.key.kind as "type", text };
    const line = text + JSON.stringify(gradeAnswer({ ...asked, response, lexicon }));
    forward = fnv(line, forward);
    backward = fnv(line, backward ^ line.length);
    if (done % CHUNK === 0 || done === count)
      digests.push(`${done} ${forward.toString(16)} ${backward.toString(16)}`);
  }
  return digests;
}
