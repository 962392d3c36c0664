/** Why JSON.parse refused a text, without its positions and its quotes of the text, which is an event's and may be hostile. */
export function parseFault(error: unknown): string {
  if (!(error instanceof SyntaxError)) return "invalid JSON";
  const known = REASONS.find(([start]) => error.message.startsWith(start));
  return known === undefined ? "invalid JSON" : `invalid JSON: ${known[1]}`;
}

/** Begins of V8's messages (messages of `kJsonParse...` in its message-template.h), and our words for them. */
const REASONS: readonly (readonly [string, string])[] = [
  ["Unexpected token", "unexpected character"],
  ["Unexpected number", "unexpected number"],
  ["Unexpected string", "unexpected string"],
  ["Unexpected non-whitespace", "more than one value"],
  ["Unexpected end", "the value does not end"],
  ["Unterminated string", "the value does not end"],
  ["Unterminated fractional number", "a malformed number"],
  ["No number after minus sign", "a malformed number"],
  ["Exponent part is missing", "a malformed number"],
  ["Bad control character", "a control character inside a string"],
  ["Bad escaped character", "an unknown escape in a string"],
  ["Bad Unicode escape", "an unknown escape in a string"],
  ["Expected", "unexpected character"],
];
