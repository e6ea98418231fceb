import { describe, expect, test } from "vitest";
import { LANGUAGES, type Language } from "../vocabulary.ts";
import { SLIP_KINDS } from "./testing/slips.ts";
import { countPairs, countSlips, oneEditRule, ourRule, type SlipCount } from "./testing/tolerance.ts";

const MINUTE = 60_000;

interface Measured {
  readonly language: Language;
  readonly pairs: number;
  readonly taken: readonly [ours: number, oneEdit: number];
  readonly ours: readonly SlipCount[];
  readonly oneEdit: readonly SlipCount[];
}

function total(counts: readonly SlipCount[], of: (count: SlipCount) => number): number {
  return counts.reduce((sum, count) => sum + of(count), 0);
}

function share(counts: readonly SlipCount[], of: (count: SlipCount) => number): string {
  const slips = total(counts, (count) => count.slips);
  return slips === 0 ? "–" : `${((100 * total(counts, of)) / slips).toFixed(1)} %`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

const lostSlips = (count: SlipCount) => count.refused + count.otherWord;

function slipRow(label: string, ours: readonly SlipCount[], oneEdit: readonly SlipCount[]): string {
  const slips = String(total(ours, (count) => count.slips));
  return row([
    label,
    slips,
    share(ours, lostSlips),
    share(ours, (count) => count.refused),
    share(oneEdit, lostSlips),
  ]);
}

/** False accepts over pairs and false rejects over slips, for this grader and the plain rule. */
function table(measured: readonly Measured[]): string {
  const head = ["", "cases", "this grader", "other words aside", "one edit"];
  const rows = measured.flatMap(({ language, pairs, taken, ours, oneEdit }) => [
    row([
      `**${language}**: lexemes taken for another`,
      String(pairs),
      `**${taken[0]}**`,
      "",
      `**${taken[1]}**`,
    ]),
    slipRow(`**${language}**: slips refused`, ours, oneEdit),
    ...SLIP_KINDS.map((kind) => {
      const ofKind = (count: SlipCount) => count.kind === kind;
      return slipRow(kind, ours.filter(ofKind), oneEdit.filter(ofKind));
    }),
  ]);
  return [row(head), row(head.map(() => "---")), ...rows, ""].join("\n");
}

describe("tolerance over the whole course", () => {
  const measured: Measured[] = [];

  test.each(LANGUAGES)(
    "%s: no lexeme is taken for another, and a slip is forgiven",
    { timeout: 5 * MINUTE },
    (language) => {
      const pairs = countPairs(language, ourRule);
      const plain = countPairs(language, oneEditRule);
      const ours = countSlips(language, ourRule);
      const oneEdit = countSlips(language, oneEditRule);
      const taken = [pairs.taken.length, plain.taken.length] as const;
      measured.push({ language, pairs: pairs.pairs, taken, ours, oneEdit });
      expect(pairs.taken).toEqual([]);
      const slips = total(ours, (count) => count.slips);
      const lost = total(ours, lostSlips);
      expect(1 - lost / slips).toBeGreaterThanOrEqual(0.95);
    },
  );

  test("the published table is the measured one", async () => {
    await expect(table(measured)).toMatchFileSnapshot("./fixtures/tolerance.txt");
  });
});
