import { type Command, UsageError } from "../command.ts";
import { listProcedures } from "../procedures.ts";

interface Words {
  readonly commands: readonly (readonly [name: string, summary: string])[];
  /** What a command may be followed by: `lint`, `export` and the like. */
  readonly deeds: ReadonlyMap<string, readonly string[]>;
}

const OPTIONS = ["--url", "--json", "--check", "--force", "--help"];

/** The first words after a command's name that stand in its usage for themselves. */
function deedsOf({ name, usage }: Command): readonly string[] {
  const rest = usage.slice(name.length).split("|");
  return rest.flatMap((part) => /^\s*([a-z][a-z-]*)/.exec(part)?.[1] ?? []);
}

function bash({ commands, deeds }: Words): string {
  const cases = [...deeds].map(([name, list]) => `      ${name}) words="${list.join(" ")}" ;;`);
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
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _ff ff
`;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function zsh({ commands, deeds }: Words): string {
  const list = commands.map(([name, summary]) => `    ${quoted(`${name}:${summary.replaceAll(":", " -")}`)}`);
  const cases = [...deeds].map(([name, words]) => `      ${name}) compadd -- ${words.join(" ")} ;;`);
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
    _files
  fi
}
compdef _ff ff
`;
}

function fish({ commands, deeds }: Words): string {
  const names = commands.map(
    ([name, summary]) => `complete -c ff -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
  );
  const words = [...deeds].map(
    ([name, list]) =>
      `complete -c ff -n '__fish_seen_subcommand_from ${name}' -f -a ${quoted(list.join(" "))}`,
  );
  const options = OPTIONS.map((option) => `complete -c ff -l ${option.slice(2)}`);
  return `${[...names, ...words, ...options].join("\n")}\n`;
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
      const deeds = commands
        .map((one) => [one.name, deedsOf(one)] as const)
        .filter(([, list]) => list.length > 0)
        .concat([["call", known.map((procedure) => procedure.name)]]);
      output.raw(
        write({ commands: commands.map(({ name, summary }) => [name, summary]), deeds: new Map(deeds) }),
      );
    },
  };
  return completion;
}
