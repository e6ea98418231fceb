import { expect, test } from "vitest";
import { createOutput } from "../src/output.ts";

/** Clears a screen, names a window, moves up a line and overwrites it, in one byte too; turns a line around. */
const HOSTILE = "ok\u001b[2J\u001b]0;mine\u0007\r\u009b1A\u202Egnp";

function printed(asJson: boolean) {
  let text = "";
  const output = createOutput(asJson, (more) => (text += more), { write: () => undefined, isTerminal: true });
  output.table([{ reason: `${HOSTILE}\nadmin  made up` }]);
  output.say(HOSTILE);
  output.value({ reason: HOSTILE });
  return text;
}

test("what others have written does not steer the terminal of whoever reads it, and makes up no row", () => {
  const text = printed(false);
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  expect(text.split("\n")[2]).toMatch(/^ok\uFFFD\[2J.*gnp admin {2}made up$/);
  // Scripts get it as it is.
  const [row] = printed(true).split("\n");
  expect(JSON.parse(row ?? "")).toEqual([{ reason: `${HOSTILE}\nadmin  made up` }]);
});
