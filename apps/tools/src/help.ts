import type { Command } from "./command.ts";

/** Columns of a terminal that nobody has made wider. */
const WIDTH = 80;

/** Words in lines that are no longer than `width`. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What there is, a line or two for each command. */
export function overview(commands: readonly Command[], defaultUrl: string): string {
  const indent = Math.max(...commands.map(({ name }) => name.length)) + 4;
  const lines = commands.flatMap(({ name, summary }) =>
    wrap(summary, WIDTH - indent).map(
      (line, place) => `  ${(place === 0 ? name : "").padEnd(indent - 2)}${line}`,
    ),
  );
  return [
    "FluentFusion's command line: the same procedures and permissions as everyone's.",
    "",
    "  ff <command> [words] [--json] [--url <address>]",
    "",
    ...lines,
    "",
    "  ff <command> --help   how one command is called",
    "  --json                data for scripts instead of tables",
    `  --url <address>       the API (default: $FF_URL or ${defaultUrl})`,
    "  $FF_TOKEN             a program's token (/profile/tokens), not a sign-in",
    "",
  ].join("\n");
}

/** How one command is called: each of its forms on a line. */
export function helpOf({ name, usage, summary }: Command): string {
  const [first = "", ...forms] = usage.split(" | ");
  const calls = [first, ...forms.map((form) => `${name} ${form}`)];
  return [...wrap(summary, WIDTH), "", ...calls.map((one) => `  ff ${one}`), ""].join("\n");
}
