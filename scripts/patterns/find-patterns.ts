import { parseSync, Visitor } from "oxc-parser";

/** A regular expression in a source. */
export interface Found {
  /** As it is written. */
  readonly text: string;
  readonly line: number;
  /** `null` where it is put together while the program runs. */
  readonly pattern: { readonly source: string; readonly flags: string } | null;
}

type Constructed = Parameters<NonNullable<ConstructorParameters<typeof Visitor>[0]["NewExpression"]>>[0];
type Given = Constructed["arguments"][number] | undefined;

function constant(given: Given): string | null {
  if (given === undefined) return "";
  if (given.type === "Literal" && typeof given.value === "string") return given.value;
  if (given.type === "TemplateLiteral" && given.expressions.length === 0)
    return given.quasis[0]?.value.cooked ?? null;
  return null;
}

/** Literals, and what is given to `RegExp`. */
export function findPatterns(file: string, source: string): Found[] {
  const { program, errors } = parseSync(file, source);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  const found: Found[] = [];
  const add = ({ start, end }: { start: number; end: number }, pattern: Found["pattern"]) =>
    found.push({
      text: source.slice(start, end),
      line: source.slice(0, start).split("\n").length,
      pattern,
    });
  const made = (node: Pick<Constructed, "callee" | "arguments" | "start" | "end">) => {
    if (node.callee.type !== "Identifier" || node.callee.name !== "RegExp") return;
    const [first, second] = node.arguments;
    // A literal within is found as such; only its flags are others.
    const [text, flags] = [constant(first), constant(second)];
    add(node, text === null || flags === null ? null : { source: text, flags });
  };
  new Visitor({
    Literal(node) {
      if ("regex" in node) add(node, { source: node.regex.pattern, flags: node.regex.flags });
    },
    NewExpression: made,
    CallExpression: made,
  }).visit(program);
  return found;
}
