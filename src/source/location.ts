import { outermost, type Source } from "./source.ts";

export interface Location {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly lineText: string;
}

/** Where an offset stands in the file that a person would open. */
export function locate(inner: Source, innerOffset: number): Location {
  const { source, offset } = outermost(inner, innerOffset);
  const before = source.text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  const lineEnd = source.text.indexOf("\n", lineStart);
  const lineText = source.text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
  return {
    file: source.name,
    line: before.split("\n").length,
    column: offset - lineStart + 1,
    lineText: lineText.replace(/\r$/, ""),
  };
}
