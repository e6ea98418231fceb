import { expect, test } from "vitest";
import { storableText } from "./fields.ts";
import { CreateTeamInput } from "./teams.ts";

const codes = ({ error }: { error?: { issues: readonly { code: string }[] } | undefined }) =>
  error?.issues.map(({ code }) => code);

test("a text that is too long is held against no pattern: some take time that grows with its square", () => {
  expect(codes(storableText(1, 5).regex(/^b/).safeParse("aaaaaa"))).toEqual(["too_big"]);
  const id = "01936e1c-7b5e-7000-8000-000000000000";
  const name = `${"0".repeat(200)}\u0001`;
  expect(codes(CreateTeamInput.safeParse({ id, name }))).toEqual(["too_big"]);
});
