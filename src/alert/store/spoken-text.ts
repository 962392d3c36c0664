import { isPrintable } from "../printable.ts";
import { TriageError } from "./triage-error.ts";

const LONGEST_NAME = 200;
const LONGEST_COMMENT = 10_000;

/** Line breaks and tabs are all the control that a comment has, joiners all that is invisible: others could hide some of it. */
const HARMLESS = /[\n\t]|\u200c|\u200d/g;
const HIDING = /\p{C}/u;

/** A name of a person or a token. `what` begins the message. */
export function checkName(what: string, name: string): string {
  if (name.trim() === "") throw new TriageError(`${what} is empty`);
  if (name.length > LONGEST_NAME) throw new TriageError(`${what} is longer than ${LONGEST_NAME} characters`);
  if (!isPrintable(name)) throw new TriageError(`${what} has control or invisible characters`);
  if (name !== name.trim()) throw new TriageError(`${what} begins or ends with a space`);
  return name;
}

/** The text of a comment, its line breaks as `\n`. */
export function checkComment(text: string): string {
  if (text.length > LONGEST_COMMENT) {
    throw new TriageError(`the comment is longer than ${LONGEST_COMMENT.toLocaleString("en")} characters`);
  }
  const lines = text.replaceAll("\r\n", "\n");
  if (lines.trim() === "") throw new TriageError("the comment is empty");
  const hiding = HIDING.exec(lines.replace(HARMLESS, ""))?.[0].codePointAt(0);
  if (hiding !== undefined) {
    throw new TriageError(
      `the comment has the control character U+${hiding.toString(16).toUpperCase().padStart(4, "0")}`,
    );
  }
  return lines;
}
