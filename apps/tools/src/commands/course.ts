import { type Command, UsageError } from "../command.ts";

export const course: Command = {
  name: "course",
  usage:
    "course lint [folder] | export <csv> [folder] | import <csv> [folder] [--check] | anki <learn> <from> <apkg> [folder]",
  summary: "Check the course files, move their words to a table and back, or make an Anki deck of them",
  isLocal: true,
  async run(tools) {
    const [deed, file, folder] = tools.words;
    // The course and its rules are much to load, for the one command that needs them.
    const { exportCsv, exportDeck, importCsv, lint } = await import("./course-files.ts");
    if (deed === "lint") await lint(tools, file);
    else if (deed === "anki") await exportDeck(tools, tools.words.slice(1));
    else if (deed === "export" && file !== undefined) await exportCsv(tools, file, folder);
    else if (deed === "import" && file !== undefined) await importCsv(tools, file, folder);
    else
      throw new UsageError(
        "Say what to do: ff course lint, ff course export words.csv; see ff course --help",
      );
  },
};
