import type { Diagnostic, DiagnosticCode } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { type Span, span } from "../../source/span.ts";
import { type Failure, fail } from "./fail.ts";

/** A place in a text, moved forward by the scanning functions. */
export interface Scanner {
  readonly source: Source;
  at: number;
  readonly warnings: Diagnostic[];
}

export function scanner(source: Source): Scanner {
  return { source, at: 0, warnings: [] };
}

/** The UTF-16 unit at the place (plus `ahead`); empty behind the end. */
export function peek(scanner: Scanner, ahead = 0): string {
  return scanner.source.text[scanner.at + ahead] ?? "";
}

export function atEnd(scanner: Scanner): boolean {
  return scanner.at >= scanner.source.text.length;
}

export function startsWith(scanner: Scanner, text: string): boolean {
  return scanner.source.text.startsWith(text, scanner.at);
}

export function isSpace(char: string): boolean {
  return char !== "" && /\s/.test(char);
}

/** Whether there was any. */
export function skipSpace(scanner: Scanner): boolean {
  const start = scanner.at;
  while (isSpace(peek(scanner))) scanner.at += 1;
  return scanner.at > start;
}

export function since(scanner: Scanner, start: number): Span {
  return span(start, scanner.at);
}

/** An error about the next `width` characters. */
export function failHere(scanner: Scanner, failure: Failure, width = 1): never {
  const end = Math.min(scanner.at + width, scanner.source.text.length);
  return fail(scanner.source, span(Math.min(scanner.at, end), end), failure);
}

export function warn(scanner: Scanner, where: Span, code: DiagnosticCode, message: string, hint?: string): void {
  const at = { code, severity: "warning", message, source: scanner.source, span: where } as const;
  scanner.warnings.push(hint === undefined ? at : { ...at, hint });
}

/** What `\X` stands for: X, whatever it is. */
export function takeEscaped(scanner: Scanner): string {
  const char = peek(scanner, 1);
  if (char === "")
    failHere(scanner, { message: 'a backslash at the end escapes nothing, write "\\\\" for the character' });
  scanner.at += 2;
  return char;
}
