/**
 * The one place where text becomes part of a SQL statement. A NUL would end the statement in a C string, so it is
 * written as a call.
 */
export function quoteText(text: string): string {
  const quoted = (part: string): string => `'${part.replaceAll("'", "''")}'`;
  const parts = text.toWellFormed().split("\0");
  return parts.length === 1 ? quoted(text.toWellFormed()) : `(${parts.map(quoted).join(" || chr(0) || ")})`;
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll("\0", "").replaceAll('"', '""')}"`;
}

export function quoteList(texts: readonly string[]): string {
  return `[${texts.map(quoteText).join(", ")}]`;
}

/** A finite number as a DOUBLE literal. */
export function quoteNumber(number: number): string {
  if (!Number.isFinite(number)) throw new Error(`bug: ${number} in SQL`);
  return `${number < 0 ? "(" : ""}${number}${number < 0 ? ")" : ""}::DOUBLE`;
}
