import { expect, test } from "vitest";
import { answerPieces, nearestPieces } from "./edit-spans.ts";

const edit = (op: "insert" | "delete" | "replace", spans: readonly [number, number, number, number]) => ({
  op,
  answer: { start: spans[0], end: spans[1] },
  nearest: { start: spans[2], end: spans[3] },
});

test("a letter that is missing is marked in the right form, and nothing in the answer", () => {
  const edits = [edit("insert", [3, 3, 3, 4])];
  expect(nearestPieces("Murakoze", edits)).toMatchObject([
    { text: "Mur", slip: false },
    { text: "a", slip: true },
    { text: "koze", slip: false },
  ]);
  expect(answerPieces("Murkoze", edits)).toMatchObject([
    { text: "Mur", slip: false },
    { text: "koze", slip: false },
  ]);
});

test("a replaced letter is marked on both sides", () => {
  const edits = [edit("replace", [5, 6, 5, 6])];
  expect(answerPieces("merci e", edits).find((piece) => piece.slip)?.text).toBe(" ");
  expect(nearestPieces("merci-e", edits).find((piece) => piece.slip)?.text).toBe("-");
});

test("no text is lost or doubled, whatever the spans", () => {
  const edits = [edit("delete", [4, 9, 2, 2]), edit("replace", [0, 2, 0, 1]), edit("delete", [8, 30, 2, 2])];
  const text = "ca va bien";
  expect(
    answerPieces(text, edits)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
  expect(answerPieces("", [])).toEqual([]);
});
