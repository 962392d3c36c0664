/**
 * Percent-encodes everything but ASCII letters and digits, so that the result means nothing in Markdown either
 * (`encodeURIComponent` would leave `( ) * _ ! ~ ' - .`). Lone surrogates become U+FFFD.
 */
export function urlEncode(text: string): string {
  const wellFormed = text.replace(/\p{Surrogate}/gu, "\u{FFFD}");
  return encodeURIComponent(wellFormed).replace(/[^A-Za-z0-9%]/g, (char) => {
    return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  });
}
