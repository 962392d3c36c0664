const UNPRINTABLE = /[\p{C}\u2028\u2029]/gu;

/**
 * A KQL string that stands for exactly this text. `*` is literal inside quotes; what cannot be printed is written as
 * `\uXXXX`, so that every text has a form that is safe to show.
 */
export function quoteKql(text: string): string {
  const escaped = text.replace(/["\\]/g, (char) => `\\${char}`).replace(UNPRINTABLE, escapeUnits);
  return `"${escaped}"`;
}

function escapeUnits(char: string): string {
  let escaped = "";
  for (let i = 0; i < char.length; i++) escaped += `\\u${char.charCodeAt(i).toString(16).padStart(4, "0")}`;
  return escaped;
}
