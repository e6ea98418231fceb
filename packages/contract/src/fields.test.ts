import { expect, test } from "vitest";
import { CreateTokenInput } from "./auth.ts";
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

const nameOf = (name: string) => CreateTokenInput.parse({ name, scope: "read", days: 1 }).name;

test("the name of a program's token is one line, whatever is sent as one", () => {
  expect(nameOf("  my\r\nscript\u0007 \u202egnp.exe\u2028 2  ")).toBe("my script gnp.exe 2");
  expect(nameOf("Uwase\u200d's \ud83d\udc69\u200d\ud83c\udfeb")).toBe(
    "Uwase\u200d's \ud83d\udc69\u200d\ud83c\udfeb",
  );
  expect(nameOf("\n\u200b")).toBe("token");
});
