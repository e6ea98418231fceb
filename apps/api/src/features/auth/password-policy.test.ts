import { expect, test } from "vitest";
import { refuseCommonPassword } from "./password-policy.ts";

const isRefused = (password: string) => {
  try {
    refuseCommonPassword(password, "password", ["Amina Uwase", "amina.uwase@example.org"]);
    return false;
  } catch {
    return true;
  }
};

test("what a guesser tries first is refused, in any case", () => {
  const first = ["password", "PassWord1", "12345678", "qwertyuiop", "iloveyou", "aaaaaaaaaaaa"];
  const ownWords = ["FluentFusion1", "kigali2026", "Amina Uwase!", "amina.uwase1", "rwandarwanda"];
  expect([...first, ...ownWords].filter((password) => !isRefused(password))).toEqual([]);
});

test("what a person makes up is taken, with no rules of composition", () => {
  const madeUp = ["imigongo and hills", "a hotel on the lake", "nshuti yanjye irakina", "trente-six girafes"];
  expect(madeUp.filter(isRefused)).toEqual([]);
});
