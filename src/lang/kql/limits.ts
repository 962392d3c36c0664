/** UTF-16 units of a query's text. */
export const MOST_TEXT = 64 * 1024;
/** Parentheses and braces inside one another. */
export const MOST_NESTING = 100;
export const MOST_VALUES = 10_000;
/** UTF-16 units of one wildcard pattern, stars included. */
export const MOST_PATTERN = 4_096;
export const MOST_STARS = 64;
/** Values times the fields that a field pattern or a search without a field puts them to. */
export const MOST_TESTS = 100_000;
export const MOST_DIAGNOSTICS = 50;
