/**
 * One line of a value that an attacker may have chosen: line breaks and tabs become a space, other control characters
 * and the marks that turn the direction of writing go, lone surrogates become U+FFFD.
 */
export function plainText(value: string): string {
  return value
    .replace(/[\t\n\v\f\r\u{85}\u{2028}\u{2029}]+/gu, " ")
    .replace(/[\p{Cc}\u{61C}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu, "")
    .replace(/\p{Surrogate}/gu, "\u{FFFD}");
}
