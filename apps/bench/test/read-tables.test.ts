import { expect, test } from "vitest";
import { readTables } from "../src/suites/engine.ts";

test("the tables that a command prints are read by their gaps", () => {
  const printed = `truth A, 30 days   words/hour  ± s.e.
  original rules      16.38    5.24
  engine              26.01    4.57

mean over the cells  words/hour
  engine              42.56
`;
  expect(readTables(printed)).toStrictEqual([
    {
      columns: ["truth A, 30 days", "words/hour", "± s.e."],
      rows: [
        ["original rules", "16.38", "5.24"],
        ["engine", "26.01", "4.57"],
      ],
    },
    { columns: ["mean over the cells", "words/hour"], rows: [["engine", "42.56"]] },
  ]);
});
