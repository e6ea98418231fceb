import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Command, UsageError } from "../command.ts";
import { listProcedures } from "../procedures.ts";
import { nameOf } from "./lesson.ts";

/** What may stand somewhere after `ff <command> <deed>`. */
interface Values {
  readonly command: string;
  readonly deed: string;
  /** Which word of the line it is, `ff` being word 0. */
  readonly at: number;
  readonly words: readonly string[];
}

interface Words {
  readonly commands: readonly (readonly [name: string, summary: string])[];
  /** What a command may be followed by: `lint`, `export` and the like. */
  readonly deeds: ReadonlyMap<string, readonly string[]>;
  readonly values: readonly Values[];
}

const OPTIONS = ["--url", "--json", "--check", "--force", "--help"];

/** The first words after a command's name that stand in its usage for themselves. */
function deedsOf({ name, usage }: Command): readonly string[] {
  const rest = usage.slice(name.length).split("|");
  return rest.flatMap((part) => /^\s*([a-z][a-z-]*)/.exec(part)?.[1] ?? []);
}

/** Of the forms of a command, such as `export <lesson> [file]`, the words whose values are known. */
function valuesOf({ name, usage }: Command, known: ReadonlyMap<string, readonly string[]>): Values[] {
  const forms = usage.slice(name.length).split("|");
  return forms.flatMap((form) => {
    const [deed = "", ...rest] = form.trim().split(" ");
    return rest.flatMap((word, place) => {
      const words = known.get(word);
      return words === undefined ? [] : [{ command: name, deed, at: place + 3, words }];
    });
  });
}

/** What stands for a word in the usages and has a value that these files tell. */
async function knownValues(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { COURSE_FOLDER, LANGUAGE_PAIRS } = await import("@fluentfusion/curriculum");
  const files = await readdir(join(COURSE_FOLDER, "lessons"));
  const languages = [...new Set(LANGUAGE_PAIRS.map(({ target }) => target))];
  return new Map([
    ["<lesson>", files.filter((file) => file.endsWith(".yaml")).map(nameOf)],
    ["<learn>", languages],
    ["<from>", languages],
  ]);
}

function bash({ commands, deeds, values }: Words): string {
  const cases = [...deeds].map(([name, list]) => `      ${name}) words="${list.join(" ")}" ;;`);
  const further = values.map(
    ({ command, deed, at, words }) => `      "${command} ${deed} ${at}") words="${words.join(" ")}" ;;`,
  );
  return `_ff() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=""
  if [[ $word == -* ]]; then
    words="${OPTIONS.join(" ")}"
  elif [[ $COMP_CWORD -eq 1 ]]; then
    words="${commands.map(([name]) => name).join(" ")}"
  elif [[ $COMP_CWORD -eq 2 ]]; then
    case \${COMP_WORDS[1]} in
${cases.join("\n")}
    esac
  else
    case "\${COMP_WORDS[1]} \${COMP_WORDS[2]} $COMP_CWORD" in
${further.join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _ff ff
`;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function zsh({ commands, deeds, values }: Words): string {
  const list = commands.map(([name, summary]) => `    ${quoted(`${name}:${summary.replaceAll(":", " -")}`)}`);
  const cases = [...deeds].map(([name, words]) => `      ${name}) compadd -- ${words.join(" ")} ;;`);
  // Its words are counted from 1.
  const further = values.map(
    ({ command, deed, at, words }) =>
      `      "${command} ${deed} ${at + 1}") compadd -- ${words.join(" ")} ;;`,
  );
  return `#compdef ff
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
_ff() {
  local -a commands
  commands=(
${list.join("\n")}
  )
  if [[ $words[CURRENT] == -* ]]; then
    compadd -- ${OPTIONS.join(" ")}
  elif (( CURRENT == 2 )); then
    _describe command commands
  elif (( CURRENT == 3 )); then
    case $words[2] in
${cases.join("\n")}
      *) _files ;;
    esac
  else
    case "$words[2] $words[3] $CURRENT" in
${further.join("\n")}
      *) _files ;;
    esac
  fi
}
compdef _ff ff
`;
}

/** Which word of the line is being typed, `ff` being word 0. */
const wordIs = (at: number) => `test (count (commandline -opc)) -eq ${at}`;

function fish({ commands, deeds, values }: Words): string {
  const names = commands.map(
    ([name, summary]) => `complete -c ff -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
  );
  const words = [...deeds].map(
    ([name, list]) =>
      `complete -c ff -n '__fish_seen_subcommand_from ${name}; and ${wordIs(2)}' -f -a ${quoted(list.join(" "))}`,
  );
  const further = values.map(
    ({ command, deed, at, words: list }) =>
      `complete -c ff -n '__fish_seen_subcommand_from ${command}; and __fish_seen_subcommand_from ${deed}; and ${wordIs(at)}' -f -a ${quoted(list.join(" "))}`,
  );
  const options = OPTIONS.map((option) => `complete -c ff -l ${option.slice(2)}`);
  return `${[...names, ...words, ...further, ...options].join("\n")}\n`;
}

const SHELLS = { bash, zsh, fish } as const;

/** @param others all others: a completion knows what there is */
export function createCompletion(others: readonly Command[]): Command {
  const completion: Command = {
    name: "completion",
    usage: "completion bash | zsh | fish",
    summary: "Print what your shell needs to complete commands: source <(ff completion bash)",
    isLocal: true,
    async run({ output, url, words: [shell] }) {
      if (shell === undefined || !Object.hasOwn(SHELLS, shell)) {
        throw new UsageError("Say for which shell: ff completion bash | zsh | fish");
      }
      const write = SHELLS[shell as keyof typeof SHELLS];
      // Where the API is not there to name its procedures, all else is completed.
      const known = await listProcedures(url).catch(() => []);
      const commands = [...others, completion];
      const values = await knownValues();
      const deeds = commands
        .map((one) => [one.name, deedsOf(one)] as const)
        .filter(([, list]) => list.length > 0)
        .concat([["call", known.map((procedure) => procedure.name)]]);
      output.raw(
        write({
          commands: commands.map(({ name, summary }) => [name, summary]),
          deeds: new Map(deeds),
          values: commands.flatMap((one) => valuesOf(one, values)),
        }),
      );
    },
  };
  return completion;
}
