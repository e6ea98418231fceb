interface Issue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What is wrong with an input, each with the name of its field. */
export function issuesText(issues: readonly Issue[]): string {
  const told = issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": "));
  return `The input is not valid: ${told.join("; ")}`;
}
