/** What somebody asked of the desk cannot be done. The message is for people. */
export class TriageError extends Error {
  override readonly name = "TriageError";
}
