import { isPrintable } from "../printable.ts";

/**
 * A Datadog search phrase that stands for exactly this text; null when it has characters that cannot be printed, as the
 * language has no escape that spells them out.
 */
export function quoteSearch(text: string): string | null {
  if (!isPrintable(text)) return null;
  return `"${text.replace(/["\\]/g, (char) => `\\${char}`)}"`;
}
