import fc from "fast-check";
import { expect, test } from "vitest";
import { classifyEdit, type EditedExercise } from "./classify-edit.ts";

const typed = (accepted: readonly string[], text = "Thank you"): EditedExercise => ({
  itemId: "item",
  prompt: { kind: "type", text, textLanguage: "english", answerLanguage: "kinyarwanda" },
  key: { kind: "type", accepted },
});

const choice = (
  text: string,
  wrong: string,
  ids: readonly [string, string] = ["a", "b"],
): EditedExercise => ({
  itemId: "item",
  prompt: {
    kind: "choice",
    text: "Murakoze",
    textLanguage: "kinyarwanda",
    optionLanguage: "english",
    options: [
      { id: ids[0], text },
      { id: ids[1], text: wrong },
    ],
  },
  key: { kind: "choice", optionId: ids[0] },
});

test("case, punctuation, hints and wrong options are cosmetic", () => {
  expect(classifyEdit(typed(["Murakoze"]), typed(["murakoze!"], "thank you."))).toEqual({ kind: "cosmetic" });
  expect(classifyEdit(choice("Thank you", "Water"), choice("Thank you", "Bread", ["x", "y"]))).toEqual({
    kind: "cosmetic",
  });
});

test("another right answer, another question, another item or another kind is semantic", () => {
  const before = typed(["Murakoze"]);
  expect(classifyEdit(choice("Thank you", "Water"), choice("Water", "Thank you")).kind).toBe("semantic");
  expect(classifyEdit(before, typed(["Murakoze"], "Water")).kind).toBe("semantic");
  expect(classifyEdit(before, typed(["Amazi"])).kind).toBe("semantic");
  expect(classifyEdit(before, { ...before, itemId: "other" }).kind).toBe("semantic");
  expect(classifyEdit(before, choice("Thank you", "Water")).kind).toBe("semantic");
});

test("of any two sets of forms: what is added one way is removed the other way, and nothing changes nothing", () => {
  const forms = fc.uniqueArray(fc.constantFrom("murakoze", "murakoze cyane", "urakoze", "ndabashimira"), {
    minLength: 1,
  });
  fc.assert(
    fc.property(forms, forms, (one, other) => {
      const there = classifyEdit(typed(one), typed(other));
      const back = classifyEdit(typed(other), typed(one));
      expect(classifyEdit(typed(one), typed(one))).toEqual({ kind: "cosmetic" });
      expect(there.kind).toBe(back.kind);
      if (there.kind !== "accept_set" || back.kind !== "accept_set") return;
      expect([...there.added.keys()].toSorted()).toEqual([...back.removed].toSorted());
      expect([...there.removed].toSorted()).toEqual([...back.added.keys()].toSorted());
    }),
  );
});
