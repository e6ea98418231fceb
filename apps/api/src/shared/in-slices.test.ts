import { expect, test } from "vitest";
import { inSlices } from "./in-slices.ts";

const workFor = (ms: number) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

function* made() {
  for (const piece of ["one", "two"]) {
    workFor(15);
    yield piece;
  }
}

test("others have their turn between pieces of long work, and every piece is done, in order", async () => {
  const said: string[] = [];
  setImmediate(() => said.push("another"));
  for await (const piece of inSlices(["one", "two", "three"])) {
    workFor(15);
    said.push(piece);
  }
  expect(said).toEqual(["one", "another", "two", "three"]);
});

test("what takes long to make lets others in, too", async () => {
  const said: string[] = [];
  setImmediate(() => said.push("another"));
  for await (const piece of inSlices(made())) said.push(piece);
  expect(said).toEqual(["one", "another", "two"]);
});
