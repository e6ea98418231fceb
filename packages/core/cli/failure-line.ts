/** What went wrong in one line for a person. */
export function failureLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? error.code : undefined;
  const path = "path" in error ? String(error.path) : "the file";
  switch (code) {
    case "ENOENT":
      return `${path} does not exist`;
    case "EISDIR":
      return `${path} is a folder`;
    case "EACCES":
      return `${path} may not be opened`;
    default:
      return error.message.split("\n")[0] ?? error.name;
  }
}
