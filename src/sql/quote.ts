/**
 * The one place where text becomes part of a SQL statement. A NUL would end the statement in a C string, and a line
 * break would be indented with it, so both are written as calls.
 */
export function quoteText(text: string): string {
  const parts = text.toWellFormed().split(/([\0\n\r])/);
  const [only = ""] = parts;
  if (parts.length === 1) return quoted(only);
  return `(${parts.map((part, i) => (i % 2 === 1 ? `chr(${part.charCodeAt(0)})` : quoted(part))).join(" || ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
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
