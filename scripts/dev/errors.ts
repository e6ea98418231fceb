/** The workspace cannot run. The message is one line that says what is in the way. */
export class StartError extends Error {
  override readonly name = "StartError";
}
