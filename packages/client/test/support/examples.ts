import { readFileSync } from "node:fs";

export interface Example {
  readonly name: string;
  /** What the guide says behind the language: `run`, or `phone` for what needs one. */
  readonly use: "run" | "phone" | null;
  readonly code: string;
}

const guides = ["client.md", "sync.md", "tools.md"].map((name) =>
  readFileSync(new URL(`../../../../docs/${name}`, import.meta.url), "utf8"),
);

/** The examples of the guides, in their order. */
export const EXAMPLES: readonly Example[] = [
  ...guides.join("\n").matchAll(/```(tsx?)(?: (run|phone))?\n([\s\S]*?)```/g),
].map(([, ext, use, code = ""], index) => ({
  name: `example-${index + 1}.${ext}`,
  use: use === "run" || use === "phone" ? use : null,
  code,
}));

/** How the guide has the file of a first call end: it decides whether Node takes it for a module. */
export const FILE_ENDING = /in a file `first\.(\w+)`/.exec(guides.join())?.[1] ?? "";

/** The one example that is for this, with the API's address put in. Throws when there is none, or another one too. */
export function exampleFor(use: "page" | "phone", url: string): string {
  const found = EXAMPLES.filter(
    (one) =>
      (use === "phone" && one.use === use) || (use === "page" && one.name.endsWith("x") && one.use === "run"),
  );
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} examples are for a ${use}`);
  return only.code.replaceAll("http://localhost:8000", url);
}
