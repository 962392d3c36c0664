const UNPRINTABLE = /[\p{C}\u2028\u2029]/gu;

/**
 * JSON on one line in which every control, invisible, direction-changing or unpaired character is a `\uXXXX` escape:
 * the same value to a JSON reader, inert in a terminal. `value` is JSON (no undefined at the top).
 */
export function safeJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, undefined, indent);
  return text.replace(UNPRINTABLE, (char) => (char === "\n" ? char : escapeUnits(char)));
}

function escapeUnits(char: string): string {
  let escaped = "";
  for (let i = 0; i < char.length; i++) escaped += `\\u${char.charCodeAt(i).toString(16).padStart(4, "0")}`;
  return escaped;
}
